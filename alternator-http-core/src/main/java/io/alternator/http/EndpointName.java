package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks of the name that a cluster's certificates have. */
final class EndpointName {
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private EndpointName() {}

    /** What {@code keepEndpointName} needs of the other settings. */
    static void check(RoutingStrategy strategy, Optional<NodeAddress> endpoint) {
        Checks.require(
                endpoint.isPresent(),
                "keepEndpointName: true is set, but no seeds, so the endpoint's name is not known; set .seeds(…) too");
        Checks.require(
                strategy == RoutingStrategy.PER_CONNECTION,
                "keepEndpointName: true needs a client per node, and the strategy is %s; a pool that all nodes share is keyed"
                        + " by host and port and cannot tell them apart; set .strategy(RoutingStrategy.PER_CONNECTION)",
                strategy);
        String host = endpoint.orElseThrow().host();
        Checks.require(
                !IP_ADDRESS.matcher(host).matches(),
                "keepEndpointName: the endpoint's host %s is an address; set .domain(…) to the name in the certificates",
                host);
    }

    /** A host name in lower case; not an address, as certificates that have all addresses need no name. */
    static String checkName(String setting, String name) {
        String host;
        try {
            host = new NodeAddress(name, 443).host();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
        Checks.require(
                !IP_ADDRESS.matcher(host).matches(),
                "%s: %s is an address; pass the name in the certificates, such as dog.scylla.com",
                setting,
                host);
        return host;
    }
}
