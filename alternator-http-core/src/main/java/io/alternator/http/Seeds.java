package io.alternator.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The seeds as written, made definite: one scheme, each with its port, and the port of the nodes to be found. */
record Seeds(String scheme, List<NodeAddress> addresses, int nodePort) {

    static Seeds parse(List<String> texts, @Nullable String scheme, @Nullable Integer port) {
        Checks.require(
                !texts.isEmpty(),
                "seeds: none given; name at least one node, as in .seeds(\"10.0.0.1\", \"10.0.0.2\")");
        String agreedScheme = agree(texts, scheme);
        int defaultPort = port != null ? port : agreedScheme.equals("https") ? 8043 : 8000;
        List<NodeAddress> addresses = texts.stream()
                .map(text -> address(text, defaultPort))
                .distinct()
                .toList();
        List<Integer> ports =
                addresses.stream().map(NodeAddress::port).distinct().toList();
        Checks.require(
                port != null || ports.size() == 1,
                "port: the seeds use different ports %s; set .port(n), where the nodes that the cluster lists answer",
                ports);
        return new Seeds(agreedScheme, addresses, port != null ? port : ports.get(0));
    }

    static String checkScheme(String setting, String scheme) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        Checks.require(
                lower.equals("http") || lower.equals("https"),
                "%s: '%s' is not a scheme that Alternator speaks; use http or https",
                setting,
                scheme);
        return lower;
    }

    /** Says in the message which setting the address came from. */
    static NodeAddress named(String setting, Supplier<NodeAddress> address) {
        try {
            return address.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }

    private static String agree(List<String> texts, @Nullable String scheme) {
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
                "scheme: scheme and seeds say %s; all nodes of a cluster speak one scheme",
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
            boolean bare = (uri.getPath().isEmpty() || uri.getPath().equals("/"))
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && uri.getUserInfo() == null;
            Checks.require(
                    uri.getHost() != null && bare,
                    "'%s' is not scheme://host:port; leave out all but these three",
                    text);
            return new NodeAddress(uri.getHost(), uri.getPort() == -1 ? defaultPort : uri.getPort());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is not a URI; write it as http://host:8000", e);
        }
    }
}
