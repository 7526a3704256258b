package io.alternator.http.internal.simulation;

import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingStrategy;
import java.util.List;

/** A policy by the name that the report gives it, and the strategies that it is shown with. */
record NamedPolicy(String title, LoadBalancingPolicy policy, List<RoutingStrategy> strategies) {

    /** Those that are compared; per connection the default only, as leases open where there are fewest whatever the policy. */
    static final List<NamedPolicy> ALL = List.of(
            new NamedPolicy("adaptive", LoadBalancingPolicy.adaptive(), List.of(RoutingStrategy.values())),
            perRequest("round robin", LoadBalancingPolicy.roundRobin()),
            perRequest("least loaded", LoadBalancingPolicy.leastLoaded()),
            perRequest("random", LoadBalancingPolicy.random()));

    private static NamedPolicy perRequest(String title, LoadBalancingPolicy policy) {
        return new NamedPolicy(title, policy, List.of(RoutingStrategy.PER_REQUEST));
    }
}
