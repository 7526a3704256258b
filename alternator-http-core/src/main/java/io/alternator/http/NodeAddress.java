package io.alternator.http;

import java.util.Locale;
import java.util.Objects;

/**
 * Where one node of the cluster is reached: a host and a port. Both together are the node's identity, because some
 * deployments give one host name with a port per node.
 *
 * @param host an IPv4 address, an IPv6 address without brackets, or a host name; in lower case
 * @param port 1 to 65535
 */
public record NodeAddress(String host, int port) implements Comparable<NodeAddress> {

    /**
     * @throws IllegalArgumentException if {@code host} is blank or holds a character that no host has, or {@code port} is
     *     out of range
     */
    public NodeAddress {
        Objects.requireNonNull(host, "host");
        host = withoutBrackets(host).toLowerCase(Locale.ROOT);
        if (host.isEmpty() || host.chars().anyMatch(NodeAddress::neverInHost)) {
            throw new IllegalArgumentException(
                    "host: '" + host + "' is not a host name or IP address; write it without scheme, path or spaces");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " is out of range; use 1 to 65535");
        }
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [ipv6]:port} or a bare IPv6 address.
     *
     * @param defaultPort the port where the text has none
     * @throws IllegalArgumentException if the text is none of these
     */
    public static NodeAddress parse(String text, int defaultPort) {
        String trimmed = text.strip();
        int colon = trimmed.lastIndexOf(':');
        boolean portFollows = colon >= 0
                && (trimmed.indexOf(':') == colon ? !trimmed.startsWith("[") : trimmed.charAt(colon - 1) == ']');
        if (!portFollows) {
            return new NodeAddress(trimmed, defaultPort);
        }
        String port = trimmed.substring(colon + 1);
        if (port.isEmpty() || port.length() > 5 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(
                    "port: '" + port + "' in '" + trimmed + "' is not a number; use 1 to 65535");
        }
        return new NodeAddress(trimmed.substring(0, colon), Integer.parseInt(port));
    }

    /** The host as a URI wants it: an IPv6 address in brackets, anything else as it is. */
    public String uriHost() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** {@code host:port}, an IPv6 host in brackets: what a {@code Host} header, a log line and a meter's tag show. */
    @Override
    public String toString() {
        return uriHost() + ":" + port;
    }

    /** Orders by host, then by port, as text and number; it says nothing about the network. */
    @Override
    public int compareTo(NodeAddress other) {
        int byHost = host.compareTo(other.host);
        return byHost != 0 ? byHost : Integer.compare(port, other.port);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean neverInHost(int c) {
        return c <= ' ' || "/\\?#@[]\"<>,".indexOf(c) >= 0;
    }
}
