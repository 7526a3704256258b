package io.alternator.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.NodeStatus;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One request after the other: those to one node have bodies that take long, because of the node or of the application. */
public final class SlowBodies {
    public static final Duration PAUSE = Duration.ofMillis(40);
    private static final int REQUESTS = 120;

    private SlowBodies() {}

    /** A wrapped HTTP client, without the SDK's service client. */
    public interface Client extends AutoCloseable {
        List<NodeStatus> nodes();

        /** Sends a request, and reads its body with pauses if it is from this node. */
        void send(URI endpoint, String readSlowlyFrom);

        @Override
        void close();
    }

    /** Opens a client. */
    @FunctionalInterface
    public interface Opener {
        Client open(AlternatorConfig config);
    }

    /** A node that sends its bodies slowly gets less than half of its share. */
    public static void ofANode_loseItsShare(Opener opener) {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3);
                Client client = opener.open(cluster.config().build())) {
            Await.until("all nodes are known", () -> client.nodes().size() == 3);
            TestNode second = cluster.node(1);
            second.slowBody(PAUSE);
            for (int i = 0; i < 2 * REQUESTS; i++) {
                if (i == REQUESTS) {
                    second.resetCounters();
                }
                client.send(cluster.endpoint(), "none");
            }
            assertThat((double) second.requests() / REQUESTS).isLessThan(0.15);
        }
    }

    /** The node is not measured as slow. Its thread may be scheduled late now and then, but not with each of the last reads. */
    public static void ofAnApplication_makeNoNodeSlow(Opener opener) {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
            List<Long> latencies = new ArrayList<>();
            TestNode second = cluster.node(1);
            AlternatorConfig config =
                    cluster.config().policy(recording(second, latencies)).build();
            try (Client client = opener.open(config)) {
                Await.until("all nodes are known", () -> client.nodes().size() == 3);
                for (int i = 0; i < REQUESTS; i++) {
                    client.send(cluster.endpoint(), second.address().toString());
                }
            }
            assertThat(Collections.min(latencies.subList(latencies.size() / 2, latencies.size())))
                    .isBetween(1L, PAUSE.toNanos() - 1);
        }
    }

    private static LoadBalancingPolicy recording(TestNode node, List<Long> latencies) {
        return random -> {
            LoadBalancingPolicy.Picker roundRobin =
                    LoadBalancingPolicy.roundRobin().newPicker(random);
            return candidates -> {
                for (int i = 0; i < candidates.size(); i++) {
                    if (candidates.get(i).address().equals(node.address())) {
                        latencies.add(candidates.latencyNanos(i));
                    }
                }
                return roundRobin.pick(candidates);
            };
        };
    }
}
