package io.alternator.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.retry.RetryMode;

/**
 * One of three nodes refuses requests because it is overloaded, and eight callers send requests at a fixed pace. No refusal may reach
 * the SDK, whose back-off after each would take from the rate.
 */
public abstract class SheddingContract {
    private static final int CALLERS = 8;
    private static final Duration PACE = Duration.ofMillis(16);
    private static final Duration MEASURED = Duration.ofMillis(1600);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private AlternatorTestCluster cluster;

    /** A balanced client whose SDK client uses this retry mode. */
    protected abstract TestClient open(AlternatorConfig config, RetryMode mode);

    @BeforeEach
    void startCluster() {
        cluster = AlternatorTestCluster.start(3);
    }

    @AfterEach
    void closeCluster() {
        cluster.close();
    }

    static Stream<Arguments> combinations() {
        List<Arguments> combinations = new ArrayList<>();
        for (RoutingStrategy strategy : RoutingStrategy.values()) {
            for (RetryMode mode : List.of(RetryMode.STANDARD, RetryMode.ADAPTIVE_V2)) {
                combinations.add(Arguments.of(strategy, mode));
            }
        }
        return combinations.stream();
    }

    private TestClient open(RoutingStrategy strategy, RetryMode mode) {
        TestClient client =
                open(cluster.config().strategy(strategy).meterRegistry(registry).build(), mode);
        Await.until("all nodes are used", () -> {
            client.get(1);
            return client.nodes().size() == 3;
        });
        return client;
    }

    private double count(String event) {
        return registry.find("alternator.client." + event).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Tag("soak")
    @ParameterizedTest
    @MethodSource("combinations")
    void noRefusalReachesTheSdk_whileOneNodeSheds(RoutingStrategy strategy, RetryMode mode) {
        try (TestClient client = open(strategy, mode);
                PacedCallers callers = new PacedCallers(client)) {
            callers.measure(); // warms up
            long before = callers.measure();
            TestNode overloaded = cluster.node(1);
            overloaded.resetCounters();
            overloaded.shed();
            long during = callers.measure();
            long refused = overloaded.requests();
            overloaded.heal();
            long after = callers.measure();
            String rates = before + ", " + during + ", " + after + " calls, " + refused + " refused";
            assertThat(refused).as(rates).isPositive();
            assertThat(count("sdk.retries")).as(rates).isZero();
            assertThat(callers.errors.sum()).as(rates).isZero();
        }
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void nodeThatClosesTheConnectionAfterEachRefusal_isNotEjectedForIt(RoutingStrategy strategy) {
        try (TestClient client = open(strategy, RetryMode.STANDARD);
                PacedCallers callers = new PacedCallers(client)) {
            callers.measure();
            long before = callers.measure();
            TestNode overloaded = cluster.node(1);
            overloaded.resetCounters();
            overloaded.shedAndClose();
            long during = callers.measure();
            String rates = before + ", " + during + " calls, " + overloaded.requests() + " refused";
            assertThat(overloaded.requests()).as(rates).isPositive();
            assertThat(count("ejections")).as(rates).isZero();
            assertThat(count("sdk.retries"))
                    .as(rates)
                    .isLessThanOrEqualTo(CALLERS); // the resets before the client knows
            assertThat(callers.errors.sum()).as(rates).isZero();
        }
    }

    /** Callers that each begin a call at a fixed pace, unless the one before takes longer. */
    private static final class PacedCallers implements AutoCloseable {
        private final LongAdder succeeded = new LongAdder();
        private final LongAdder errors = new LongAdder();
        private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(CALLERS);

        private PacedCallers(TestClient client) {
            for (int i = 0; i < CALLERS; i++) {
                String id = "caller-" + i;
                threads.scheduleWithFixedDelay(
                        () -> call(client, id), PACE.toNanos() * i / CALLERS, PACE.toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        private void call(TestClient client, String id) {
            try {
                client.get(id);
                succeeded.increment();
            } catch (RuntimeException e) {
                errors.increment();
            }
        }

        /** Successful calls within the measured time. */
        private long measure() {
            long start = System.nanoTime();
            long before = succeeded.sum();
            while (System.nanoTime() - start < MEASURED.toNanos()) {
                LockSupport.parkNanos(MEASURED.toNanos() - (System.nanoTime() - start));
            }
            return succeeded.sum() - before;
        }

        @Override
        public void close() {
            threads.shutdown();
            Await.until("the callers end", threads::isTerminated);
        }
    }
}
