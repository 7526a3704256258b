package io.alternator.http.internal.simulation;

import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingStrategy;
import java.util.List;

/** A policy, its title in the report, and the strategies with which it is simulated. */
record NamedPolicy(String title, LoadBalancingPolicy policy, List<RoutingStrategy> strategies) {

    /**
     * The policies that are compared. PER_CONNECTION is simulated with the default policy only: it opens leases on the node
     * with the fewest, whatever the policy.
     */
    static final List<NamedPolicy> ALL = List.of(
            new NamedPolicy("adaptive", LoadBalancingPolicy.adaptive(), List.of(RoutingStrategy.values())),
            perRequest("round robin", LoadBalancingPolicy.roundRobin()),
            perRequest("least loaded", LoadBalancingPolicy.leastLoaded()),
            perRequest("random", LoadBalancingPolicy.random()));

    private static NamedPolicy perRequest(String title, LoadBalancingPolicy policy) {
        return new NamedPolicy(title, policy, List.of(RoutingStrategy.PER_REQUEST));
    }
}
