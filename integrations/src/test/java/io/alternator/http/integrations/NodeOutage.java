package io.alternator.http.integrations;

import static org.awaitility.Awaitility.await;

import io.alternator.http.NodeState;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** The node that gets the next request is killed, and started again later. Its connections are reset. */
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
    public Callable<TestNode> begin() {
        Map<TestNode, Long> before =
                cluster.nodes().stream().collect(Collectors.toMap(next -> next, TestNode::requests));
        return () -> kill(before);
    }

    private TestNode kill(Map<TestNode, Long> before) throws InterruptedException {
        node = await("a request")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> cluster.nodes().stream()
                                .filter(next -> next.requests() > before.get(next))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        clients.calls().betweenWrites(node::stop);
        return node;
    }

    /** Returns once all clients use the node again. A client has found it gone before, or finds it now: a fast program is here first. */
    @Override
    public void end() {
        await("a client that found it gone").until(() -> states().contains(NodeState.DOWN));
        node.start();
        await("its return").atMost(RETURN_LIMIT).until(() -> states().stream().allMatch(NodeState.UP::equals));
    }

    private List<NodeState> states() {
        return clients.states(node.address());
    }
}
