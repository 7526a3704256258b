package io.alternator.http.internal.simulation;

import io.alternator.http.LoadBalancingPolicy;
import java.util.List;

/** A policy by the name that the report gives it. */
record NamedPolicy(String title, LoadBalancingPolicy policy) {

    /** Those that are compared: a new policy is one line here. */
    static final List<NamedPolicy> ALL = List.of(new NamedPolicy("round robin", LoadBalancingPolicy.roundRobin()));
}
