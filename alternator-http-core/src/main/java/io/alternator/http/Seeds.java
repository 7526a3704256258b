package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parsed seeds.
 *
 * @param nodePort the port of the nodes that the cluster lists
 */
record Seeds(String scheme, List<NodeAddress> addresses, int nodePort) {

    static Seeds parse(List<String> texts, @Nullable String scheme, @Nullable Integer port) {
        Checks.require(
                !texts.isEmpty(), "seeds: none given; set at least one node, as in .seeds(\"10.0.0.1\", \"10.0.0.2\")");
        String commonScheme = commonScheme(texts, scheme);
        int defaultPort = port != null ? port : commonScheme.equals("https") ? 8043 : 8000;
        List<NodeAddress> addresses = texts.stream()
                .map(text -> address(text, defaultPort))
                .distinct()
                .toList();
        List<Integer> ports =
                addresses.stream().map(NodeAddress::port).distinct().toList();
        Checks.require(
                port != null || ports.size() == 1,
                "port: the seeds use different ports %s; set .port(n) to the port of the listed nodes",
                ports);
        return new Seeds(commonScheme, addresses, port != null ? port : ports.get(0));
    }

    static String checkScheme(String setting, String scheme) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        Checks.require(
                lower.equals("http") || lower.equals("https"),
                "%s: '%s' is not a supported scheme; use http or https",
                setting,
                scheme);
        return lower;
    }

    /** Adds the setting to the message if the address is invalid. */
    static NodeAddress named(String setting, Supplier<NodeAddress> address) {
        try {
            return address.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }

    private static String commonScheme(List<String> texts, @Nullable String scheme) {
        Set<String> schemes = new LinkedHashSet<>();
        if (scheme != null) {
            schemes.add(scheme);
        }
        for (String text : texts) {
            if (isUri(text)) {
                schemes.add(checkScheme("seeds", text.substring(0, text.indexOf("://"))));
            }
        }
        Checks.require(
                schemes.size() <= 1,
                "scheme: scheme and seeds use different schemes %s; use one scheme for all nodes",
                schemes);
        return schemes.isEmpty() ? "http" : schemes.iterator().next();
    }

    private static NodeAddress address(String text, int defaultPort) {
        return named("seeds", () -> isUri(text) ? ofUri(text, defaultPort) : NodeAddress.parse(text, defaultPort));
    }

    private static boolean isUri(String text) {
        return text.contains("://");
    }

    private static NodeAddress ofUri(String text, int defaultPort) {
        try {
            URI uri = new URI(text);
            boolean onlyHostAndPort = (uri.getPath().isEmpty() || uri.getPath().equals("/"))
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && uri.getUserInfo() == null;
            Checks.require(
                    uri.getHost() != null && onlyHostAndPort,
                    "'%s' is not scheme://host:port; leave out path, query and user",
                    text);
            return new NodeAddress(uri.getHost(), uri.getPort() == -1 ? defaultPort : uri.getPort());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is not a URI; write it as http://host:8000", e);
        }
    }
}
