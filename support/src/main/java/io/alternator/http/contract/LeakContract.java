package io.alternator.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sends 10,000 requests that end in every possible way, while nodes are killed and restarted. Nothing may leak. */
@Tag("soak")
public abstract class LeakContract {
    protected static final int CALLERS = 8;
    private static final int REQUESTS_EACH = 1250;

    /** A balanced client whose requests are aborted or cancelled now and then. */
    protected interface Client extends AutoCloseable {
        List<NodeStatus> nodes();

        /** Sends a request, waits for its end, and ignores its failure. */
        void send(int caller, Random random);

        @Override
        void close();
    }

    protected abstract Client open(AlternatorConfig config);

    /** How many connections may be idle after the last request. */
    protected abstract int maxIdle();

    @ParameterizedTest
    @EnumSource
    void nothingLeaks(RoutingStrategy strategy) {
        run(strategy, false, REQUESTS_EACH, Duration.ZERO);
    }

    /** The nodes' latency is close to the hedging delay, and now and then above it: sometimes the first attempt wins, sometimes the hedge. */
    @ParameterizedTest
    @EnumSource
    void nothingLeaks_whileReadsAreHedged(RoutingStrategy strategy) {
        assertThat(run(strategy, true, REQUESTS_EACH / 2, Duration.ofMillis(10)))
                .isGreaterThan(20);
    }

    /** Returns the number of hedges that were sent. */
    private double run(RoutingStrategy strategy, boolean hedging, int requestsEach, Duration delay) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
            cluster.nodes().forEach(node -> node.slow(delay));
            double hedges;
            try (Client client = open(cluster.config()
                    .strategy(strategy)
                    .hedging(hedging)
                    .meterRegistry(registry)
                    .meterGrace(Duration.ofMillis(1))
                    .name("leak-" + strategy)
                    .build())) {
                CompletableFuture<Void> callers = CompletableFuture.allOf(IntStream.range(0, CALLERS)
                        .mapToObj(caller -> CompletableFuture.runAsync(() -> send(client, caller, requestsEach)))
                        .toArray(CompletableFuture[]::new));
                if (hedging) {
                    Chaos.slowNowAndThen(cluster, delay, callers);
                }
                Chaos.killAndRestart(cluster, callers);
                callers.join();
                Await.until("nothing in flight", () -> client.nodes().stream().allMatch(node -> node.inFlight() == 0));
                assertThat(registry.get("alternator.client.requests.active").gauges())
                        .allMatch(gauge -> gauge.value() == 0);
                double idle = registry.get("alternator.client.connections").tag("state", "idle").gauges().stream()
                        .mapToDouble(Gauge::value)
                        .sum();
                assertThat(idle)
                        .isEqualTo(client.nodes().stream()
                                .mapToInt(NodeStatus::leases)
                                .sum())
                        .isLessThanOrEqualTo(maxIdle());
                hedges = sentHedges(registry);
            }
            Meters.awaitNone(registry);
            Await.until(
                    "no thread is left",
                    () -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().startsWith("alternator-")));
            return hedges;
        }
    }

    private static void send(Client client, int caller, int requests) {
        Random random = new Random(caller);
        for (int i = 0; i < requests; i++) {
            client.send(caller, random);
        }
    }

    private static double sentHedges(SimpleMeterRegistry registry) {
        return Stream.of("won", "lost", "failed")
                .mapToDouble(result -> registry.get("alternator.client.hedges")
                        .tag("result", result)
                        .counter()
                        .count())
                .sum();
    }
}
