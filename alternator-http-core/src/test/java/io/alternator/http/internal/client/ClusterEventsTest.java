package io.alternator.http.internal.client;

import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.hosts;
import static io.alternator.http.internal.testing.ClusterFixture.request;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequests;
import static io.alternator.http.internal.testing.ClusterFixture.status;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.MetricsSettings;
import io.alternator.http.RoutingScope;
import io.alternator.http.internal.metrics.ClusterMeters;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.SentAttempt;
import io.alternator.http.internal.testing.TestIdentity;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The meters of events in a cluster. */
final class ClusterEventsTest {
    private final ClusterFixture fixture = new ClusterFixture().nodes(3);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private Cluster open(UnaryOperator<AlternatorConfig.Builder> settings) {
        Cluster cluster = fixture.create(
                settings,
                new ClusterMeters(
                        registry, MetricsSettings.DEFAULT, TestIdentity.ORDERS, fixture.clock, fixture.clock));
        fixture.clock.runReady();
        return cluster;
    }

    /** The sum over all series; 0 if there is none. */
    private double value(String name, String... tags) {
        return registry.find("alternator.client." + name).tags(tags).meters().stream()
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false)
                        .limit(1)) // a timer's count comes first
                .mapToDouble(measurement -> measurement.getValue())
                .sum();
    }

    @Test
    void failoverEjectionProbesAndRecovery_areCounted() {
        Cluster cluster = open(UnaryOperator.identity());
        fixture.control.refuse("n2");
        SentAttempt failed = beginOn(cluster, "n2");
        finish(Objects.requireNonNull(failed.failed(connectionRefused(), false)));
        assertThat(value("failovers", "node", "n2:8000", "reason", "connect_error"))
                .isEqualTo(1);
        assertThat(value("ejections", "node", "n2:8000", "reason", "connect_error"))
                .isEqualTo(1);
        assertThat(value("nodes", "state", "up")).isEqualTo(2);
        assertThat(value("nodes", "state", "down")).isEqualTo(1);
        assertThat(value("node.state", "node", "n2:8000", "state", "down")).isEqualTo(1);
        fixture.clock.advance(Duration.ofMillis(1300));
        assertThat(value("probes", "node", "n2:8000", "outcome", "dead")).isEqualTo(1);
        fixture.control.nodes("n2", hosts(3));
        fixture.clock.advance(Duration.ofSeconds(3));
        assertThat(value("probes", "node", "n2:8000", "outcome", "alive")).isEqualTo(1);
        assertThat(value("nodes", "state", "up")).isEqualTo(3);
    }

    @Test
    void downNodeHasNoWeightAndNoLatency_untilItIsUp() {
        Cluster cluster = open(UnaryOperator.identity());
        SentAttempt slow = beginOn(cluster, "n2");
        fixture.clock.advance(Duration.ofNanos(3_400_000));
        finish(slow);
        assertThat(value("node.weight", "node", "n2:8000")).isEqualTo(1);
        assertThat(value("node.latency", "node", "n2:8000")).isEqualTo(0.0034);
        assertThat(status(cluster, "n2").latency()).isEqualTo(Duration.ofMillis(3));
        fixture.control.refuse("n2");
        finish(Objects.requireNonNull(beginOn(cluster, "n2").failed(connectionRefused(), false)));
        assertThat(value("node.weight", "node", "n2:8000")).isZero();
        assertThat(value("node.latency", "node", "n2:8000")).isNaN();
        assertThat(status(cluster, "n2").weight()).isZero();
        fixture.control.nodes("n2", hosts(3));
        fixture.clock.advance(Duration.ofSeconds(3));
        assertThat(value("node.weight", "node", "n2:8000")).isPositive();
        assertThat(value("node.latency", "node", "n2:8000")).isPositive();
    }

    @Test
    void listsThatDisagree_areCounted_withEachFetch() {
        Cluster cluster = open(UnaryOperator.identity());
        fixture.run(cluster, Duration.ofSeconds(30));
        assertThat(value("discovery.conflicts")).isZero();
        for (String host : hosts(3)) {
            fixture.control.nodes(host, host); // each is cut off from the others
        }
        fixture.run(cluster, Duration.ofSeconds(30));
        assertThat(value("discovery.conflicts")).isGreaterThan(2);
        double counted = value("discovery.conflicts");
        fixture.nodes(3);
        fixture.run(cluster, Duration.ofSeconds(10));
        double healed = value("discovery.conflicts");
        assertThat(healed).isGreaterThanOrEqualTo(counted);
        fixture.run(cluster, Duration.ofSeconds(30));
        assertThat(value("discovery.conflicts")).isEqualTo(healed);
    }

    @Test
    void sdkRetryOnAnotherNode_isCounted_withTheSkippedNode() {
        Cluster cluster = open(UnaryOperator.identity());
        beginOn(cluster, "n1", "call").failed(FakeTransport.connectionReset(), false);
        finish(begin(cluster, request("call")));
        assertThat(value("sdk.retries", "same_node", "false")).isEqualTo(1);
        assertThat(value("sdk.retries", "same_node", "true")).isZero();
        assertThat(value("picks.skipped", "reason", "retry")).isEqualTo(1);
    }

    @Test
    void sdkRetryOnTheOnlyNode_isCountedAsUnavoidable() {
        fixture.control.nodes("n1", "n1");
        Cluster cluster = open(UnaryOperator.identity());
        begin(cluster, request("call")).failed(FakeTransport.connectionReset(), false);
        finish(begin(cluster, request("call")));
        assertThat(value("sdk.retries", "same_node", "unavoidable")).isEqualTo(1);
        assertThat(value("sdk.retries", "same_node", "true")).isZero();
    }

    @Test
    void sdkRetryAfterEveryNodeHasFailedTheCall_isCountedAsUnavoidable() {
        Cluster cluster = open(UnaryOperator.identity());
        for (int i = 0; i < 3; i++) {
            begin(cluster, request("call")).failed(FakeTransport.connectionReset(), false);
        }
        finish(begin(cluster, request("call")));
        assertThat(value("sdk.retries", "same_node", "false")).isEqualTo(2);
        assertThat(value("sdk.retries", "same_node", "unavoidable")).isEqualTo(1);
    }

    @Test
    void sdkRetryInPanic_isCountedAsUnavoidable() {
        Cluster cluster = open(UnaryOperator.identity());
        for (String host : hosts(3)) {
            fixture.control.refuse(host);
            beginOn(cluster, host, "other").failed(connectionRefused(), false);
        }
        assertThat(value("panic")).isEqualTo(1);
        for (int i = 0; i < 4; i++) {
            begin(cluster, request("call")).failed(FakeTransport.connectionReset(), false);
        }
        assertThat(value("sdk.retries", "same_node", "unavoidable")).isPositive();
        assertThat(value("sdk.retries", "same_node", "true")).isZero();
    }

    @Test
    void picksThatSkipANodeInSlowStart_areCounted() {
        Cluster cluster = open(config -> config.slowStart(Duration.ofSeconds(10)));
        fixture.nodes(4);
        fixture.refresh(cluster);
        sendRequests(cluster, 100);
        assertThat(value("picks.skipped", "reason", "weight")).isPositive();
        assertThat(value("node.weight", "node", "n4:8000")).isLessThan(1);
    }

    @Test
    void picksThatSkipAFullNode_areCounted() {
        Cluster cluster = open(config -> config.maxInFlightPerNode(1));
        beginOn(cluster, "n1");
        sendRequests(cluster, 10);
        assertThat(value("picks.skipped", "reason", "full")).isPositive();
        assertThat(value("requests.active", "node", "n1:8000")).isEqualTo(1);
    }

    @Test
    void listChangesAreCounted_exceptTheFirstList() {
        Cluster cluster = open(UnaryOperator.identity());
        assertThat(value("discovery.changes")).isZero();
        assertThat(value("discovery.refresh", "outcome", "nodes", "source", "seed"))
                .isEqualTo(1);
        Stream.of(hosts(3)).forEach(host -> fixture.control.nodes(host, "n1", "n2", "n4", "n5"));
        fixture.refresh(cluster);
        assertThat(value("discovery.changes", "change", "added")).isEqualTo(2);
        assertThat(value("discovery.changes", "change", "removed")).isEqualTo(1);
        assertThat(value("discovery.refresh", "outcome", "nodes", "source", "node"))
                .isPositive();
    }

    @Test
    void fallbackFromTheRack_showsAsAWiderScope() {
        fixture.control
                .answer("n1/localnodes?dc=dc1&rack=r9", 200, "[]")
                .answer("n1/localnodes?dc=dc1", 200, "[\"n1\",\"n2\"]");
        open(config -> config.scope(RoutingScope.rack("dc1", "r9")));
        assertThat(value("scope.level")).isEqualTo(1);
    }

    @Test
    void allNodesDown_isPanic() {
        Cluster cluster = open(UnaryOperator.identity());
        assertThat(value("panic")).isZero();
        Arrays.stream(hosts(3)).forEach(fixture.control::refuse);
        for (String host : hosts(3)) {
            beginOn(cluster, host).failed(connectionRefused(), false);
        }
        assertThat(value("panic")).isEqualTo(1);
    }

    @Test
    void closingTheCluster_removesItsGauges_andAllMetersAfterTheGracePeriod() {
        Cluster cluster = open(UnaryOperator.identity());
        sendRequests(cluster, 10);
        cluster.close();
        assertThat(registry.find("alternator.client.requests.active").gauges()).isEmpty();
        assertThat(registry.get("alternator.client.requests").timers())
                .extracting(Timer::count)
                .contains(4L);
        fixture.clock.advance(MetricsSettings.DEFAULT.meterGrace());
        assertThat(value("panic")).isZero(); // as a registry that publishes reads it
        assertThat(registry.getMeters()).extracting(Meter::getId).isEmpty();
    }
}
