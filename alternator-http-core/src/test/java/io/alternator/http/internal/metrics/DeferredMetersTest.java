package io.alternator.http.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.MetricsSettings;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.internal.call.CallListener;
import io.alternator.http.internal.cluster.ClusterListener;
import io.alternator.http.internal.cluster.ClusterListener.NodeListener;
import io.alternator.http.internal.health.CheckResult;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.hedging.HedgeListener;
import io.alternator.http.internal.selection.SelectionListener;
import io.alternator.http.internal.selection.SelectionListener.SkipReason;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.TestIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeferredMetersTest {
    private static final String SKIPPED = "alternator.client.picks.skipped";

    private final FakeClock clock = new FakeClock();
    private final CompositeMeterRegistry composite = new CompositeMeterRegistry();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final DeferredMeters meters = meters(composite);

    private record Numbers(NodeAddress address) implements ClusterListener.NodeNumbers {
        @Override
        public NodeState state() {
            return NodeState.UP;
        }

        @Override
        public int inFlight() {
            return 0;
        }

        @Override
        public int leases() {
            return 0;
        }

        @Override
        public long latencyNanos() {
            return 0;
        }

        @Override
        public long oldestOutstandingNanos() {
            return 0;
        }

        @Override
        public double weight() {
            return 1;
        }
    }

    private static final class ClusterValues implements ClusterListener.ClusterNumbers {
        @Override
        public int nodes(NodeState state) {
            return 0;
        }

        @Override
        public boolean isPanic() {
            return false;
        }

        @Override
        public int scopeLevel() {
            return 0;
        }

        @Override
        public Optional<Duration> discoveryAge() {
            return Optional.of(Duration.ZERO);
        }
    }

    private DeferredMeters meters(MeterRegistry destination) {
        return new DeferredMeters(
                () -> destination,
                destination == composite,
                to -> new ClusterMeters(to, MetricsSettings.DEFAULT, TestIdentity.ORDERS, clock, clock));
    }

    private static NodeListener add(DeferredMeters to, String host) {
        return to.nodeAdded(new Numbers(new NodeAddress(host, 8000)));
    }

    private double skips() {
        return registry.get(SKIPPED).tag("reason", "full").counter().count();
    }

    private long metersOf(String node) {
        return registry.getMeters().stream()
                .filter(meter -> node.equals(meter.getId().getTag("node")))
                .count();
    }

    @Test
    void whileNobodyReadsTheRegistry_itGetsNoMeters() {
        NodeListener node = add(meters, "n1");
        meters.opened(new ClusterValues());
        meters.skipped(SkipReason.FULL);
        node.probed(new CheckResult.Alive(), 1);
        assertThat(composite.getMeters()).isEmpty();
    }

    @Test
    void firstEventAfterARegistryWasAdded_registersAllMeters_andCounts() {
        NodeListener node = add(meters, "n1");
        NodeListener gone = add(meters, "n2");
        add(meters, "n3");
        meters.opened(new ClusterValues());
        meters.skipped(SkipReason.FULL); // nobody can read it
        gone.removed();
        composite.add(registry);
        node.ejected(new Health.Finding("silent", Health.FoundBy.PROBE, "silent for 1 s"));
        assertThat(metersOf("n1:8000")).isPositive();
        assertThat(metersOf("n3:8000")).isPositive();
        assertThat(metersOf("n2:8000")).as("of a node that left before").isZero();
        assertThat(registry.get("alternator.client.ejections")
                        .tags("node", "n1:8000", "reason", "silent")
                        .counter()
                        .count())
                .isEqualTo(1);
        meters.skipped(SkipReason.FULL);
        assertThat(skips()).isEqualTo(1);
    }

    @Test
    void nodeThatJoinsLater_getsMeters_untilItLeaves() {
        composite.add(registry);
        meters.opened(new ClusterValues());
        meters.listChanged(1, 0);
        NodeListener late = add(meters, "n4");
        assertThat(metersOf("n4:8000")).isPositive();
        late.removed();
        clock.advance(MetricsSettings.DEFAULT.meterGrace());
        assertThat(metersOf("n4:8000")).isZero();
    }

    @Test
    void registryThatWasSet_getsMetersAtOnce() {
        DeferredMeters direct = meters(registry);
        direct.opened(new ClusterValues());
        assertThat(registry.find(SKIPPED).counters()).hasSize(SkipReason.values().length);
        direct.skipped(SkipReason.FULL);
        assertThat(skips()).isEqualTo(1);
    }

    @Test
    void closed_registersNoMore() {
        NodeListener node = add(meters, "n1");
        meters.opened(new ClusterValues());
        meters.closed();
        composite.add(registry);
        meters.skipped(SkipReason.FULL);
        node.ejected(new Health.Finding("silent", Health.FoundBy.PROBE, "silent for 1 s"));
        assertThat(registry.getMeters()).isEmpty();
    }

    /** An event that is not passed on is lost in silence, as listeners have a default for each. */
    @ParameterizedTest
    @ValueSource(classes = {GuardedListener.class, DeferredMeters.class, ClusterMeters.class})
    void everyEventIsPassedOn(Class<?> listener) {
        List<Method> passedOn = new ArrayList<>(List.of(listener.getDeclaredMethods()));
        Stream.of(listener.getDeclaredClasses())
                .filter(NodeListener.class::isAssignableFrom)
                .forEach(node -> passedOn.addAll(List.of(node.getDeclaredMethods())));
        assertThat(Stream.of(
                                ClusterListener.class,
                                NodeListener.class,
                                SelectionListener.class,
                                HedgeListener.class,
                                CallListener.class)
                        .flatMap(type -> Stream.of(type.getMethods()))
                        .filter(Method::isDefault))
                .isNotEmpty()
                .allMatch(event -> passedOn.stream()
                        .anyMatch(method -> method.getName().equals(event.getName())
                                && List.of(method.getParameterTypes()).equals(List.of(event.getParameterTypes()))));
    }
}
