package io.alternator.http.contract;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Scenarios in which each test starts its own clusters and clients; they are closed after it. */
public abstract class ClusterScenarios {
    static final int CALLERS = 3;
    static final Duration INTERVAL = Duration.ofMillis(300);

    /** Keeps the callers from using all of the processor. */
    static final Duration RESPONSE_TIME = Duration.ofMillis(3);

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("user", "password"));

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final Deque<Runnable> cleanup = new ArrayDeque<>();

    /** The clients to test. */
    protected abstract TestClients clients();

    @AfterEach
    void close() {
        cleanup.forEach(Runnable::run);
    }

    final AlternatorTestCluster start(AlternatorTestCluster.Builder builder) {
        AlternatorTestCluster cluster = builder.start();
        cleanup.push(cluster::close);
        cluster.nodes().forEach(node -> node.slow(RESPONSE_TIME));
        return cluster;
    }

    final TestClient configured(AlternatorConfig config) {
        return opened(clients().configured(config, CREDENTIALS));
    }

    final TestClient zeroConfig(URI endpoint) {
        return opened(clients().zeroConfig(endpoint, CREDENTIALS));
    }

    private TestClient opened(TestClient client) {
        cleanup.push(client::close);
        return client;
    }

    final void putBare(URI endpoint) {
        clients().putBare(endpoint, CREDENTIALS, "rex");
    }

    /** A configuration with a short discovery interval, whose seeds are these nodes of the cluster. */
    static AlternatorConfig.Builder config(
            AlternatorTestCluster cluster, RoutingStrategy strategy, List<TestNode> seeds) {
        return cluster.config()
                .seeds(seeds.stream()
                        .map(node -> node.connectAddress().toString())
                        .toList())
                .discoveryInterval(INTERVAL)
                .strategy(strategy);
    }

    static Load write(TestClient client) {
        return Load.start(CALLERS, caller -> client.put("rex"));
    }

    static Set<NodeAddress> addresses(AlternatorTestCluster cluster) {
        return cluster.nodes().stream().map(TestNode::address).collect(Collectors.toSet());
    }

    protected static void elapse(Duration time) {
        long start = System.nanoTime();
        Await.until(time + " have passed", time.plusMinutes(1), () -> System.nanoTime() - start >= time.toNanos());
    }
}
