package io.alternator.http.internal.monitor;

import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.inFlight;
import static io.alternator.http.internal.testing.ClusterFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.SentAttempt;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The process is paused for 3 s (SIGSTOP, garbage collection, CPU quota). What the nodes sent meanwhile is read afterwards. */
final class PausedClientTest {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    /** Stall time, probe timeout and one scan interval. */
    private static final Duration MAX_DETECTION_TIME = Duration.ofMillis(500 + 1000 + 100);

    private final ClusterFixture fixture = new ClusterFixture().nodes(3);

    private void pause() {
        runLate(PAUSE);
    }

    private void hang(String host) {
        fixture.control.hang(host + "/").hang(host + "/localnodes");
    }

    private static void assertUnharmed(Cluster cluster, List<SentAttempt> attempts) {
        assertThat(attempts)
                .allSatisfy(attempt -> assertThat(attempt.cancelCause()).isNull());
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
    }

    @ParameterizedTest
    @EnumSource
    void bodiesInProgress_areNotCancelled_atAnyPointBetweenTwoRuns(RoutingStrategy strategy) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy));
        List<SentAttempt> reads =
                Stream.of("n1", "n2", "n3").map(host -> beginOn(cluster, host)).toList();
        reads.forEach(read -> read.responded(ClusterFixture.OK));
        for (int i = 0; i < 50; i++) { // the runs are 50 ms apart: at each millisecond between two of them
            reads.forEach(SentAttempt::awaitsBody);
            fixture.clock.advance(Duration.ofMillis(401 + i));
            pause();
            assertUnharmed(cluster, reads);
            fixture.clock.advance(Duration.ofMillis(1400)); // less than stall time and probe timeout
            assertUnharmed(cluster, reads);
            reads.forEach(read -> read.gotBody(true));
        }
        reads.forEach(SentAttempt::finished);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void requestsThatWaitForHeaders_causeNoCheck() {
        Cluster cluster = fixture.open(config -> config);
        SentAttempt waiting = beginOn(cluster, "n2");
        fixture.clock.advance(Duration.ofMillis(400));
        fixture.control.takeRequests();
        pause();
        fixture.clock.advance(Duration.ofMillis(400));
        assertThat(fixture.control.takeRequests()).doesNotContain("n2/");
        assertUnharmed(cluster, List.of(waiting));
        finish(waiting);
    }

    @ParameterizedTest
    @EnumSource
    void checkInProgress_doesNotEjectTheNode(RoutingStrategy strategy) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy));
        SentAttempt waiting = beginOn(cluster, "n2");
        hang("n2");
        fixture.clock.advance(Duration.ofMillis(900));
        assertThat(fixture.control.takeRequests()).contains("n2/");
        pause();
        assertUnharmed(cluster, List.of(waiting));
        fixture.clock.advance(Duration.ofMillis(400));
        waiting.responded(ClusterFixture.OK);
        waiting.finished();
        fixture.clock.advance(Duration.ofSeconds(5));
        assertUnharmed(cluster, List.of(waiting));
    }

    /** As the first check of a process, whose classes are loaded for it, on a busy machine. */
    @Test
    void runThatTakesLongByItself_isNoPause() {
        Cluster cluster = fixture.open(config -> config);
        SentAttempt waiting = beginOn(cluster, "n2");
        fixture.control.hang("n2/", () -> fixture.clock.pause(Duration.ofMillis(600)));
        fixture.clock.advance(Duration.ofMillis(500 + 600).plus(Duration.ofMillis(1000 + 100)));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(waiting.cancelCause()).isNotNull();
    }

    @Test
    void checkAfterAResetConnection_doesNotEjectTheNode() {
        Cluster cluster = fixture.open(config -> config);
        hang("n2");
        beginOn(cluster, "n2", "broken").failed(FakeTransport.connectionReset(), false);
        fixture.clock.advance(Duration.ofMillis(500));
        assertThat(fixture.control.takeRequests()).contains("n2/");
        pause();
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        finish(beginOn(cluster, "n2", "answered"));
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void nodeThatIsSilentAfterThePauseToo_goesDown_andItsReadsAreCancelled() {
        Cluster cluster = fixture.open(config -> config);
        SentAttempt hanging = beginOn(cluster, "n2");
        SentAttempt stuck = beginOn(cluster, "n2");
        stuck.responded(ClusterFixture.OK);
        stuck.awaitsBody();
        hang("n2");
        fixture.clock.advance(Duration.ofMillis(300));
        pause();
        fixture.clock.advance(MAX_DETECTION_TIME);
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(List.of(hanging, stuck))
                .allSatisfy(read -> assertThat(read.cancelCause()).isNotNull());
    }

    /** Only the first of two pauses begins the waits anew; the other one is left out of them. */
    @ParameterizedTest
    @EnumSource
    void pausesInShortSuccession_cancelNothing(RoutingStrategy strategy) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy));
        List<SentAttempt> reads = List.of(beginOn(cluster, "n1"), beginOn(cluster, "n2"));
        reads.get(1).responded(ClusterFixture.OK);
        reads.get(1).awaitsBody();
        for (int i = 0; i < 3; i++) {
            fixture.clock.advance(Duration.ofMillis(400));
            pause();
            assertUnharmed(cluster, reads);
        }
        fixture.clock.advance(Duration.ofMillis(400)); // 1.3 s since the first pause, without the others
        assertUnharmed(cluster, reads);
        finish(reads.get(0));
        reads.get(1).gotBody(true);
        reads.get(1).finished();
    }

    /** Two runs that are 300 ms late, one of them during the check. Without them the node would be DOWN after 1.5 s. */
    @Test
    void lateRunsOnABusyMachine_delayTheDetectionByWhatTheyMissed() {
        Cluster cluster = fixture.open(config -> config);
        SentAttempt hanging = beginOn(cluster, "n2");
        hang("n2");
        fixture.clock.advance(Duration.ofMillis(400));
        runLate(Duration.ofMillis(350));
        fixture.clock.advance(Duration.ofMillis(400));
        runLate(Duration.ofMillis(350));
        assertUnharmed(cluster, List.of(hanging));
        fixture.clock.advance(Duration.ofMillis(600)); // 2.1 s in all
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(hanging.cancelCause()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"350, 6", "700, 15"}) // each run is late by more than half of the stall time; by more than all of it
    void silentNodeGoesDown_thoughEachRunIsLate(int millis, int seconds) {
        Cluster cluster = fixture.open(config -> config);
        SentAttempt hanging = beginOn(cluster, "n2");
        hang("n2");
        for (int passed = 0; passed < 1000 * seconds; passed += millis) {
            runLate(Duration.ofMillis(millis));
        }
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(hanging.cancelCause()).isNotNull();
    }

    private void runLate(Duration pause) {
        fixture.clock.pause(pause);
        fixture.clock.runReady();
    }
}
