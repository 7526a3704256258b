package io.alternator.http.examples.console;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Creates node states for the tests. */
final class Nodes {
    private Nodes() {}

    static NodeStatus node(String address, NodeState state, String why) {
        return new NodeStatus(
                NodeAddress.parse(address, 8000),
                state,
                2,
                4,
                Duration.ofMillis(5),
                1,
                Instant.ofEpochSecond(100),
                why,
                "data center dc1",
                Optional.empty(),
                Optional.empty());
    }
}
