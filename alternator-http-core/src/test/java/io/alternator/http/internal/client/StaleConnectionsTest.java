package io.alternator.http.internal.client;

import static io.alternator.http.internal.testing.ClusterFixture.OK;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.request;
import static io.alternator.http.internal.testing.ClusterFixture.state;
import static io.alternator.http.internal.testing.ClusterFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.internal.sdk.PoolUse;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.SentAttempt;
import io.alternator.http.internal.transport.ControlReply;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node was restarted, or a firewall forgot its connections: all that are idle in the pool are reset by the next request. */
final class StaleConnectionsTest {
    private static final int POOL = 50;
    private static final int FAILURES = 5;

    private final ClusterFixture fixture = new ClusterFixture().nodes(3);
    private int calls;

    /** Requests go to n2 if it is UP and has not more than the others. */
    private Cluster open() {
        Cluster cluster = fixture.open(config -> config.consecutiveFailures(FAILURES)
                .maxInFlightPerNode(Integer.MAX_VALUE)
                .policy(random -> candidates -> IntStream.range(0, candidates.size())
                        .filter(i -> candidates.get(i).address().host().equals("n2"))
                        .findFirst()
                        .orElse(0)));
        assertThat(ClusterFixture.sendRequest(cluster)).isEqualTo("n2");
        return cluster;
    }

    /** Ends this many requests to n2, which are in flight at the same time, each on a connection of its own. */
    private void send(Cluster cluster, int requests, Consumer<SentAttempt> end) {
        List<SentAttempt> attempts = new ArrayList<>();
        List<SentAttempt> others = new ArrayList<>(); // so that n2 has not more than its share
        while (attempts.size() < requests) {
            SentAttempt attempt = SentAttempt.begin(cluster, request("call " + calls++));
            (attempt.node().address().host().equals("n2") ? attempts : others).add(attempt);
            assertThat(others).as("n2 is picked").hasSizeLessThan(1000);
        }
        others.forEach(ClusterFixture::finish);
        attempts.forEach(end);
    }

    private static void reset(SentAttempt attempt) {
        attempt.failed(FakeTransport.connectionReset(), false);
    }

    @Test
    void resetsOfPooledConnections_doNotEjectANodeThatAnswersTheProbe() {
        Cluster cluster = open();
        send(cluster, 20, ClusterFixture::finish);
        fixture.control.takeRequests();
        send(cluster, 20, StaleConnectionsTest::reset);
        fixture.clock.runReady();
        assertThat(fixture.control.takeRequests()).containsOnlyOnce("n2/");
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        assertThat(status(cluster, "n2").weight()).as("until it answers again").isLessThan(0.2);
        send(cluster, 40, ClusterFixture::finish);
        assertThat(status(cluster, "n2").weight()).isGreaterThan(0.9);
    }

    @Test
    void nodeThatHasDied_isEjectedByTheProbe_atOnce() {
        Cluster cluster = open();
        send(cluster, 20, ClusterFixture::finish);
        fixture.control.refuse("n2");
        send(cluster, 1, StaleConnectionsTest::reset);
        fixture.clock.runReady();
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(status(cluster, "n2").reason()).isEqualTo("request failed, then probe: connect_error");
    }

    @Test
    void nodeThatResetsNewConnectionsOnly_staysUp_whileItAnswersRequests() {
        Cluster cluster = open();
        send(cluster, 20, ClusterFixture::finish);
        fixture.control.fail("n2/", FakeTransport.connectionReset()); // it has as many connections as it permits
        for (int i = 0; i < 10; i++) {
            send(cluster, 1, StaleConnectionsTest::reset);
            fixture.clock.advance(Duration.ofMillis(199));
            send(cluster, 1, ClusterFixture::finish);
            fixture.clock.advance(Duration.ofMillis(1));
        }
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void nodeThatResetsNewConnections_isEjected_onceItAnswersNoRequest() {
        Cluster cluster = open();
        send(cluster, 20, ClusterFixture::finish);
        fixture.control.fail("n2/", FakeTransport.connectionReset());
        send(cluster, 1, StaleConnectionsTest::reset);
        fixture.clock.advance(Duration.ofMillis(199));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        fixture.clock.advance(Duration.ofMillis(1));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(status(cluster, "n2").reason()).isEqualTo("request failed, then probe: reset");
    }

    @Test
    void nodeThatResetsNewConnections_staysUp_ifALaterCheckIsAnswered_beforeAnyRequest() {
        Cluster cluster = open();
        send(cluster, 20, ClusterFixture::finish);
        CompletableFuture<ControlReply> reset = new CompletableFuture<>();
        fixture.control.reply("n2/", reset);
        send(cluster, 1, StaleConnectionsTest::reset);
        fixture.clock.advance(Duration.ofMillis(5));
        reset.completeExceptionally(FakeTransport.connectionReset());
        fixture.clock.runReady();
        fixture.control.answer("n2/", 200, "healthy: n2");
        send(cluster, 1, StaleConnectionsTest::reset);
        fixture.clock.advance(Duration.ofMillis(400));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void nodeThatDiesRightAfterACheck_isCheckedAgain_withoutAnotherRequest() {
        Cluster cluster = open();
        send(cluster, 20, ClusterFixture::finish);
        send(cluster, 1, StaleConnectionsTest::reset);
        fixture.clock.runReady();
        fixture.control.refuse("n2");
        send(cluster, 1, StaleConnectionsTest::reset);
        fixture.clock.advance(Duration.ofMillis(199));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        fixture.clock.advance(Duration.ofMillis(1));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void nodeThatDiesDuringACheck_isCheckedAgain_withoutAnotherRequest() {
        Cluster cluster = open();
        send(cluster, 20, ClusterFixture::finish);
        fixture.control.hang("n2/");
        send(cluster, 1, StaleConnectionsTest::reset);
        fixture.clock.advance(Duration.ofMillis(10));
        send(cluster, 1, ClusterFixture::finish); // it answers requests: slow checks do not eject it
        fixture.control.refuse("n2");
        send(cluster, 1, StaleConnectionsTest::reset);
        fixture.clock.advance(Duration.ofMillis(500));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void moreResetsThanConnections_ejectANodeThatAnswersTheProbe() {
        Cluster cluster = open();
        send(cluster, 2 * POOL, ClusterFixture::finish);
        send(cluster, POOL + FAILURES - 1, StaleConnectionsTest::reset);
        fixture.clock.runReady();
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        send(cluster, 1, StaleConnectionsTest::reset);
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(status(cluster, "n2").reason()).isEqualTo("5 failures in a row, reset");
    }

    @Test
    void poolTellsHowManyConnectionsThereMayBe() {
        fixture.control.pool(new PoolUse(0, 8, 0, 0));
        Cluster cluster = open();
        send(cluster, 2 * POOL, ClusterFixture::finish);
        send(cluster, 8 + FAILURES - 1, StaleConnectionsTest::reset);
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        send(cluster, 1, StaleConnectionsTest::reset);
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void resetsOfNewConnections_ejectTheNode() {
        Cluster cluster = open();
        send(cluster, 1 + FAILURES - 1, StaleConnectionsTest::reset); // the first may be the only pooled one
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        send(cluster, 1, StaleConnectionsTest::reset);
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void resetInTheMiddleOfAResponse_isNoStaleConnection() {
        Cluster cluster = open();
        send(cluster, 20, ClusterFixture::finish);
        send(cluster, FAILURES, attempt -> {
            attempt.responded(OK);
            attempt.bodyFailed(FakeTransport.connectionReset());
        });
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void ejectedNode_isNotEjectedAgainByTheConnectionsFromBefore() {
        Cluster cluster = open();
        send(cluster, 20, ClusterFixture::finish);
        fixture.control.refuse("n2");
        send(cluster, 1, StaleConnectionsTest::reset);
        fixture.clock.runReady();
        fixture.control.nodes("n2", ClusterFixture.hosts(3));
        fixture.clock.advance(Duration.ofSeconds(2));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        send(cluster, 19, StaleConnectionsTest::reset);
        fixture.clock.runReady();
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        send(cluster, 1, attempt -> finish(attempt));
    }

    /** Each node has answered three requests at once, so three idle connections to it may be stale. */
    private Cluster openWithThreeConnectionsToEachNode() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        List<SentAttempt> attempts = new ArrayList<>();
        for (String host : ClusterFixture.hosts(3)) {
            for (int i = 0; i < 3; i++) {
                attempts.add(ClusterFixture.beginOn(cluster, host));
            }
        }
        attempts.forEach(ClusterFixture::finish);
        return cluster;
    }

    /** The node of the call's next attempt, which this ends. */
    private String next(Cluster cluster, Consumer<SentAttempt> end) {
        SentAttempt attempt = SentAttempt.begin(cluster, request("call"));
        end.accept(attempt);
        return attempt.node().address().host();
    }

    @Test
    void callThatMetStaleConnectionsOnTwoNodes_usesUpThoseOfTheSecond() {
        Cluster cluster = openWithThreeConnectionsToEachNode();
        String first = next(cluster, StaleConnectionsTest::reset);
        String second = next(cluster, StaleConnectionsTest::reset);
        assertThat(second).isNotEqualTo(first);
        assertThat(next(cluster, StaleConnectionsTest::reset)).isEqualTo(second);
        assertThat(next(cluster, StaleConnectionsTest::reset)).isEqualTo(second);
        assertThat(next(cluster, ClusterFixture::finish)).isEqualTo(second);
    }

    @Test
    void callThatMetStaleConnectionsOnTwoNodes_goesToAnother_ifTheSecondFailsOtherwise() {
        Cluster cluster = openWithThreeConnectionsToEachNode();
        String first = next(cluster, StaleConnectionsTest::reset);
        String second = next(cluster, StaleConnectionsTest::reset);
        assertThat(next(cluster, attempt -> attempt.failed(new SocketTimeoutException("Read timed out"), false)))
                .isEqualTo(second);
        assertThat(next(cluster, ClusterFixture::finish)).isNotIn(first, second);
    }

    @Test
    void callThatMetStaleConnectionsOnTwoNodes_goesToAnother_ifTheSecondIsDown() {
        Cluster cluster = openWithThreeConnectionsToEachNode();
        next(cluster, StaleConnectionsTest::reset);
        String second = next(cluster, StaleConnectionsTest::reset);
        fixture.control.refuse(second);
        fixture.clock.advance(Duration.ofMillis(200));
        assertThat(state(cluster, second)).isEqualTo(NodeState.DOWN);
        assertThat(next(cluster, ClusterFixture::finish)).isNotEqualTo(second);
    }
}
