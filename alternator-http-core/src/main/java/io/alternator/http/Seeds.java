package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where the cluster is: the parsed seeds and the logical address.
 *
 * @param nodePort the port of the nodes that the cluster lists
 * @param logicalAddress the domain, or the first seed
 */
record Seeds(String scheme, List<NodeAddress> addresses, int nodePort, NodeAddress logicalAddress) {

    /** Empty without seeds: the endpoint of the first request takes their place. */
    static Optional<Seeds> parse(Settings settings) {
        if (settings.seeds.isEmpty()) {
            needsSeeds("domain", settings.domain, "requests are then signed for the SDK client's endpoint");
            needsSeeds("scheme", settings.scheme, "it is then that of the SDK client's endpoint");
            return Optional.empty();
        }
        String scheme = commonScheme(settings);
        List<NodeAddress> addresses = settings.seeds.stream()
                .map(text -> named("seeds", () -> address(text, scheme, settings.port)))
                .distinct()
                .toList();
        int nodePort = settings.port.orElseGet(() -> commonPort(addresses));
        NodeAddress logicalAddress = settings.domain
                .map(domain -> named("domain", () -> new NodeAddress(domain, nodePort)))
                .orElse(addresses.get(0));
        return Optional.of(new Seeds(scheme, addresses, nodePort, logicalAddress));
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

    private static void needsSeeds(String setting, Optional<String> value, String without) {
        Checks.require(
                value.isEmpty(),
                "%s: '%s' is set, but no seeds; set .seeds(…) too, or leave %s out: %s",
                setting,
                value.orElse(""),
                setting,
                without);
    }

    /** Adds the setting to the message if the address is invalid. */
    private static NodeAddress named(String setting, Supplier<NodeAddress> address) {
        try {
            return address.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }

    private static String commonScheme(Settings settings) {
        Set<String> schemes = new LinkedHashSet<>();
        settings.scheme.ifPresent(schemes::add);
        for (String text : settings.seeds) {
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

    private static int commonPort(List<NodeAddress> addresses) {
        List<Integer> ports =
                addresses.stream().map(NodeAddress::port).distinct().toList();
        Checks.require(
                ports.size() == 1,
                "port: the seeds use different ports %s; set .port(n) to the port of the listed nodes",
                ports);
        return ports.get(0);
    }

    /** A URI without a port means the default port of its scheme, as everywhere; a host means Alternator's usual port. */
    private static NodeAddress address(String text, String scheme, OptionalInt port) {
        boolean https = scheme.equals("https");
        return isUri(text)
                ? ofUri(text, port.orElse(https ? 443 : 80))
                : NodeAddress.parse(text, port.orElse(https ? 8043 : 8000));
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
            if (uri.getHost() == null
                    && uri.getAuthority() != null
                    && !uri.getAuthority().contains("@")) {
                NodeAddress.parse(uri.getAuthority(), defaultPort); // throws, with the reason
            }
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
