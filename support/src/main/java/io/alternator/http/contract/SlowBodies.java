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
    /** Of the application; far more than a thread waits for a processor while many tests run. */
    public static final Duration PAUSE = Duration.ofMillis(100);

    private static final int REQUESTS = 48;
    private static final Duration NODE_PAUSE = Duration.ofMillis(40);
    private static final int REQUESTS_OF_SLOW_NODE = 120;

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
            second.slowBody(NODE_PAUSE);
            for (int i = 0; i < 2 * REQUESTS_OF_SLOW_NODE; i++) {
                if (i == REQUESTS_OF_SLOW_NODE) {
                    second.resetCounters();
                }
                client.send(cluster.endpoint(), "none");
            }
            assertThat((double) second.requests() / REQUESTS_OF_SLOW_NODE).isLessThan(0.15);
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
