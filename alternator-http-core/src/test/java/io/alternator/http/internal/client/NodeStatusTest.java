package io.alternator.http.internal.client;

import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.hosts;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequest;
import static io.alternator.http.internal.testing.ClusterFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.ClientHealth;
import io.alternator.http.NodeProbe;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.internal.cluster.ClusterListener;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.SentAttempt;
import io.alternator.http.internal.testing.TestListener;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator reads about one node. */
final class NodeStatusTest {
    private final ClusterFixture fixture = new ClusterFixture().nodes(3);
    private final List<Health.Finding> ejections = new ArrayList<>();

    private Cluster open() {
        Cluster cluster = fixture.create(UnaryOperator.identity(), new TestListener() {
            @Override
            public NodeListener nodeAdded(ClusterListener.NodeNumbers node) {
                return new NodeListener() {
                    @Override
                    public void ejected(Health.Finding finding) {
                        ejections.add(finding);
                    }
                };
            }
        });
        fixture.clock.runReady();
        return cluster;
    }

    /** A killed node resets open connections and refuses new ones: which comes first depends on the HTTP client. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void killedNodeHasOneReason_whoeverFindsIt(boolean byProbe) {
        Cluster cluster = open();
        fixture.control.refuse("n2");
        IOException failure = byProbe ? FakeTransport.connectionReset() : connectionRefused();
        beginOn(cluster, "n2").failed(failure, false);
        fixture.clock.runReady();
        assertThat(ejections).singleElement().satisfies(finding -> {
            assertThat(finding.cause()).isEqualTo("connect_error");
            assertThat(finding.foundBy()).isEqualTo(byProbe ? Health.FoundBy.PROBE : Health.FoundBy.REQUEST);
        });
        assertThat(status(cluster, "n2").reason()).endsWith("connect_error");
    }

    @Test
    void hungAndThenKilledNode_isNoLongerSilent() {
        Cluster cluster = open();
        fixture.control.hang("n2/").hang("n2/localnodes");
        beginOn(cluster, "n2");
        fixture.clock.advance(Duration.ofSeconds(2));
        Instant since = status(cluster, "n2").since();
        assertThat(status(cluster, "n2").reason()).startsWith("silent for");
        fixture.control.refuse("n2");
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(status(cluster, "n2").state()).isEqualTo(NodeState.DOWN);
        assertThat(status(cluster, "n2").reason()).isEqualTo("probe: connect_error");
        assertThat(status(cluster, "n2").since()).isEqualTo(since);
    }

    @Test
    void statusHasTheLastProbeAndTheTimeOfTheNext() {
        Cluster cluster = open();
        sendRequest(cluster); // wakes the health monitor, which would have the node checked at once
        fixture.clock.runReady();
        fixture.control.refuse("n2");
        beginOn(cluster, "n2").failed(connectionRefused(), false);
        fixture.clock.runReady();
        assertThat(status(cluster, "n2").lastProbe()).isEmpty();
        Instant next = status(cluster, "n2").nextProbe().orElseThrow();
        assertThat(next)
                .isAfter(fixture.clock.instant())
                .isBefore(fixture.clock.instant().plusMillis(1300));
        fixture.clock.advance(Duration.between(fixture.clock.instant(), next).plusMillis(1));
        assertThat(status(cluster, "n2").lastProbe())
                .hasValueSatisfying(probe -> assertThat(probe)
                        .isEqualTo(NodeProbe.builder()
                                .at(next)
                                .answered(false)
                                .result("connect_error")
                                .build()));
        assertThat(status(cluster, "n2").nextProbe())
                .hasValueSatisfying(later -> assertThat(later).isAfter(fixture.clock.instant()));
        fixture.control.nodes("n2", hosts(3));
        fixture.clock.advance(Duration.ofSeconds(3));
        NodeStatus back = status(cluster, "n2");
        assertThat(back.state()).isEqualTo(NodeState.UP);
        assertThat(back.lastProbe())
                .hasValueSatisfying(probe -> assertThat(probe.answered()).isTrue());
        assertThat(back.nextProbe()).isEmpty();
    }

    @Test
    void healthIsUnknownBeforeTheFirstResponse() {
        fixture.control.answer("n1/localnodes", 404, "");
        Cluster cluster = fixture.create(UnaryOperator.identity(), new TestListener());
        assertThat(HealthReport.of(List.of()).status()).isEqualTo(ClientHealth.Status.UNKNOWN);
        assertThat(HealthReport.of(List.of(cluster)).status()).isEqualTo(ClientHealth.Status.UNKNOWN);
        SentAttempt first = beginOn(cluster, "n1");
        assertThat(HealthReport.of(List.of(cluster)).status()).isEqualTo(ClientHealth.Status.UNKNOWN);
        fixture.clock.advance(Duration.ofMillis(3));
        finish(first);
        assertThat(HealthReport.of(List.of(cluster)).status()).isEqualTo(ClientHealth.Status.UP);
    }

    @Test
    void healthIsKnownWithTheFirstList_andDownInPanic() {
        Cluster cluster = fixture.create(UnaryOperator.identity(), new TestListener());
        assertThat(HealthReport.of(List.of(cluster)).status()).isEqualTo(ClientHealth.Status.UNKNOWN);
        fixture.clock.runReady();
        assertThat(HealthReport.of(List.of(cluster)).status()).isEqualTo(ClientHealth.Status.UP);
        for (String host : hosts(3)) {
            fixture.control.refuse(host);
            beginOn(cluster, host).failed(connectionRefused(), false);
        }
        assertThat(HealthReport.of(List.of(cluster)).status()).isEqualTo(ClientHealth.Status.DOWN);
    }

    @Test
    void readingThatNoNodeIsUp_hasTheNodesProbed_asNoRequestMayComeUntilOneIs() {
        Cluster cluster = open();
        for (String host : hosts(3)) {
            fixture.control.refuse(host);
            beginOn(cluster, host).failed(connectionRefused(), false);
        }
        fixture.clock.advance(Duration.ofMinutes(10)); // without requests the delays between probes become long
        fixture.control.nodes("n2", hosts(3));
        fixture.clock.advance(Duration.ofMillis(200));
        assertThat(HealthReport.of(List.of(cluster)).status()).isEqualTo(ClientHealth.Status.DOWN);
        fixture.clock.runReady();
        assertThat(HealthReport.of(List.of(cluster)).status()).isEqualTo(ClientHealth.Status.UP);
    }

    @Test
    void readingTheHealth_hasNoNodeProbed_whileOneIsUp() {
        Cluster cluster = open();
        fixture.control.refuse("n2");
        beginOn(cluster, "n2").failed(connectionRefused(), false);
        fixture.clock.advance(Duration.ofMillis(200));
        fixture.control.takeRequests();
        assertThat(HealthReport.of(List.of(cluster)).status()).isEqualTo(ClientHealth.Status.UP);
        fixture.clock.runReady();
        assertThat(fixture.control.takeRequests()).isEmpty();
    }

    @Test
    void healthShowsTheWeightOfANodeThatFailsWithoutBeingDown() {
        Cluster cluster = open();
        assertThat(described(cluster, "n2:8000")).startsWith("UP since ").doesNotContain("weight");
        finish(beginOn(cluster, "n2"), 500, "");
        assertThat(described(cluster, "n2:8000")).matches("UP since .* \\(weight 0\\.\\d\\d\\)");
        assertThat(described(cluster, "n1:8000")).doesNotContain("weight");
    }

    private static String described(Cluster cluster, String node) {
        Object nodes = HealthReport.of(List.of(cluster)).details().get("nodes");
        return nodes instanceof Map<?, ?> map ? String.valueOf(map.get(node)) : "no nodes";
    }

    @Test
    void sinceIsAnInstantInMilliseconds_thatDoesNotMove() {
        Cluster cluster = open();
        fixture.control.refuse("n2");
        fixture.clock.advance(Duration.ofNanos(1_234_567));
        beginOn(cluster, "n2").failed(connectionRefused(), false);
        Instant since = status(cluster, "n2").since();
        assertThat(since).isEqualTo(fixture.clock.instant().truncatedTo(ChronoUnit.MILLIS));
        fixture.clock.advance(Duration.ofNanos(777_777_777));
        assertThat(status(cluster, "n2").since()).isEqualTo(since);
    }
}
