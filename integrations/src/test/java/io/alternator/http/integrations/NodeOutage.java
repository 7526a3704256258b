package io.alternator.http.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alternator.http.NodeState;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** The node with the most requests so far is killed, and started again later. Its connections are reset. */
final class NodeOutage implements Rounds.Outage {
    private static final Duration RETURN_LIMIT = Duration.ofSeconds(60);

    private final AlternatorTestCluster cluster;
    private final Clients clients;
    private TestNode node;

    NodeOutage(AlternatorTestCluster cluster, Clients clients) {
        this.cluster = cluster;
        this.clients = clients;
    }

    @Override
    public void begin() throws InterruptedException {
        node = cluster.nodes().stream()
                .max(Comparator.comparingLong(TestNode::requests))
                .orElseThrow();
        assertThat(node.requests()).isPositive();
        clients.calls().betweenWrites(node::stop);
    }

    /** Returns once all clients use the node again. */
    @Override
    public void end() {
        assertThat(states()).as("states of a node that is gone").contains(NodeState.DOWN);
        node.start();
        await("its return").atMost(RETURN_LIMIT).until(() -> states().stream().allMatch(NodeState.UP::equals));
    }

    private List<NodeState> states() {
        return clients.states(node.address());
    }
}
