package io.alternator.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host and port of one node. Both together identify the node, because some deployments use one host name with a port per
 * node. Immutable.
 *
 * <pre>{@code
 * NodeAddress node = NodeAddress.parse("10.0.0.1", 8000);
 * }</pre>
 *
 * @param host an IPv4 address, an IPv6 address without brackets in its shortest spelling (RFC 5952), or a host name; in lower case
 * @param port 1 to 65535
 * @since 0.1.0
 */
public record NodeAddress(String host, int port) implements Comparable<NodeAddress> {
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");

    /**
     * @throws IllegalArgumentException if {@code host} is not a host name or IP address that {@link URI} accepts (no
     *     {@code _}, ASCII only), or if {@code port} is out of range
     */
    public NodeAddress {
        Objects.requireNonNull(host, "host");
        host = withoutBrackets(host).toLowerCase(Locale.ROOT);
        if (!isValid(host)) {
            throw new IllegalArgumentException(
                    "host: '" + host + "' is not a host name or IP address; " + remedy(host));
        }
        if (isIpv6(host)) {
            host = Ipv6Text.normalize(host);
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " is out of range; use 1 to 65535");
        }
    }

    /**
     * Parses {@code host}, {@code host:port}, {@code [ipv6]:port} or an IPv6 address without brackets.
     *
     * @param defaultPort used if the text has no port
     * @throws IllegalArgumentException if the text has none of these forms, or the port is out of range
     */
    public static NodeAddress parse(String text, int defaultPort) {
        String trimmed = text.strip();
        int colon = trimmed.lastIndexOf(':');
        boolean hasPort = colon >= 0
                && (trimmed.indexOf(':') == colon ? !trimmed.startsWith("[") : trimmed.charAt(colon - 1) == ']');
        if (!hasPort) {
            return new NodeAddress(trimmed, defaultPort);
        }
        String port = trimmed.substring(colon + 1);
        if (port.isEmpty() || port.length() > 5 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(
                    "port: '" + port + "' in '" + trimmed + "' is not a number; use 1 to 65535");
        }
        return new NodeAddress(trimmed.substring(0, colon), Integer.parseInt(port));
    }

    /** The host as it appears in a URI: an IPv6 address in brackets, any other host unchanged. */
    public String uriHost() {
        return inUri(host);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeAddress address && port == address.port && host.equals(address.host);
    }

    /** Not the record's own, which the JVM generates at its first use: 15 ms of the first request. */
    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }

    /** {@code host:port}, with an IPv6 host in brackets, as in {@code Host} headers, log lines and meter tags. */
    @Override
    public String toString() {
        return uriHost() + ":" + port;
    }

    /** Orders by host (as text), then by port. */
    @Override
    public int compareTo(NodeAddress other) {
        int byHost = host.compareTo(other.host);
        return byHost != 0 ? byHost : Integer.compare(port, other.port);
    }

    private static String withoutBrackets(String host) {
        return isIpv6(host) && host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean isIpv6(String host) {
        return host.indexOf(':') >= 0;
    }

    private static String inUri(String host) {
        return isIpv6(host) ? "[" + host + "]" : host;
    }

    /** Whether {@link URI} accepts it, as the SDK addresses nodes by URI. */
    private static boolean isValid(String host) {
        try {
            String inUri = inUri(host);
            boolean isHost = inUri.equals(new URI("http://" + inUri + "/").getHost());
            return isHost && (host.indexOf('.') >= 0 || !isNumeric(host)); // URI takes "300" for a host name
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isNumeric(String host) {
        return DIGITS_AND_DOTS.matcher(host).matches();
    }

    private static String remedy(String host) {
        if (isIpv6(host)) {
            return "write it without scheme, port or path, or as an IPv6 address such as 2001:db8::1";
        }
        if (isNumeric(host)) {
            return "an IPv4 address has four numbers from 0 to 255";
        }
        if (host.indexOf('_') >= 0) {
            return "host names have no '_'; use another name of the host or its IP address";
        }
        if (host.chars().anyMatch(c -> c > '~')) {
            return "write it in ASCII, as in xn--bcher-kva for bücher";
        }
        return "write it without scheme, path or spaces, in letters, digits, '-' and '.'";
    }
}
