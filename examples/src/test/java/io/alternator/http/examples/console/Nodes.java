package io.alternator.http.examples.console;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.time.Duration;
import java.time.Instant;

/** Creates node states for the tests. */
final class Nodes {
    private Nodes() {}

    static NodeStatus node(String address, NodeState state, String why) {
        return NodeStatus.builder(NodeAddress.parse(address, 8000))
                .state(state)
                .inFlight(2)
                .leases(4)
                .latency(Duration.ofMillis(5))
                .since(Instant.ofEpochSecond(100))
                .reason(why)
                .scope("data center dc1")
                .build();
    }
}
