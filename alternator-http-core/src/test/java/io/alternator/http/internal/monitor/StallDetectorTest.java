package io.alternator.http.internal.monitor;

import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.request;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequests;
import static io.alternator.http.internal.testing.ClusterFixture.state;
import static io.alternator.http.internal.testing.ClusterFixture.status;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.SentAttempt;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpRequest;

final class StallDetectorTest {
    /** Stall time, probe timeout and one scan interval. */
    private static final Duration MAX_DETECTION_TIME = Duration.ofMillis(500 + 1000 + 100);

    private final ClusterFixture fixture = new ClusterFixture().nodes(3);

    private Cluster open() {
        return fixture.open(UnaryOperator.identity());
    }

    private void hang(String host) {
        fixture.control.hang(host + "/").hang(host + "/localnodes");
    }

    @ParameterizedTest
    @EnumSource
    void silentNodeGoesDown_andItsRequestIsCancelled(RoutingStrategy strategy) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy));
        SentAttempt hanging = begin(cluster, request("call"));
        String silent = hanging.node().address().host();
        boolean[] cancelled = {false};
        hanging.onCancel(() -> cancelled[0] = true);
        hang(silent);
        fixture.clock.advance(Duration.ofMillis(1400));
        assertThat(hanging.cancelCause()).isNull();
        assertThat(state(cluster, silent)).isEqualTo(NodeState.UP);
        fixture.clock.advance(MAX_DETECTION_TIME.minusMillis(1400));
        assertThat(state(cluster, silent)).isEqualTo(NodeState.DOWN);
        assertThat(status(cluster, silent).reason()).contains("silent for 15", "probe: timeout");
        assertThat(cancelled[0]).isTrue();
        assertThat(hanging.cancelCause())
                .isInstanceOf(SilentNodeException.class)
                .hasMessageContaining(silent);
        assertThat(hanging.failed(new IOException("Request was cancelled"), false))
                .isNull();
        assertThat(begin(cluster, request("call")).node()).isNotEqualTo(hanging.node());
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 1", "4, 2", "5, 2"})
    void overloadedNodes_atMostHalfGoDown(int nodes, int down) {
        ClusterFixture overloaded = new ClusterFixture().nodes(nodes);
        Cluster cluster = overloaded.open(UnaryOperator.identity());
        for (String host : ClusterFixture.hosts(nodes)) {
            finish(beginOn(cluster, host)); // one that never answered would be out of reach: TrustedListTest
        }
        for (String host : ClusterFixture.hosts(nodes)) {
            beginOn(cluster, host);
            if (!host.equals("n1")) {
                overloaded.control.hang(host + "/").hang(host + "/localnodes");
            }
        }
        overloaded.clock.advance(Duration.ofSeconds(10));
        assertThat(cluster.nodes().stream().filter(node -> node.state() == NodeState.DOWN))
                .hasSize(down);
    }

    @Test
    void silentNetwork_noNodeGoesDown_andNothingIsCancelled() {
        Cluster cluster = open();
        List<SentAttempt> waiting = new ArrayList<>();
        for (String host : ClusterFixture.hosts(3)) {
            waiting.add(beginOn(cluster, host));
            hang(host);
        }
        fixture.clock.advance(Duration.ofSeconds(4));
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
        assertThat(waiting).allMatch(request -> request.cancelCause() == null);
        fixture.control.nodes("n1", "n1", "n2", "n3"); // only this one comes back
        finish(waiting.get(0));
        fixture.clock.advance(MAX_DETECTION_TIME.plusSeconds(1)); // a check of the silent network may be in progress
        assertThat(state(cluster, "n1")).isEqualTo(NodeState.UP);
        assertThat(waiting.subList(1, 3)).anyMatch(request -> request.cancelCause() != null);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 12})
    void silentNodes_oneThatAnswersIsFoundAmongThem(int nodes) {
        ClusterFixture large = new ClusterFixture().nodes(nodes);
        Cluster cluster = large.open(UnaryOperator.identity());
        SentAttempt waiting = beginOn(cluster, "n1");
        List<String> hosts = List.of(ClusterFixture.hosts(nodes));
        hosts.subList(0, nodes - 1).forEach(host -> large.control.hang(host + "/"));
        large.clock.advance(Duration.ofSeconds(15));
        assertThat(waiting.cancelCause()).isInstanceOf(SilentNodeException.class);
    }

    @Test
    void unreachableNodes_allGoDown() {
        Cluster cluster = open();
        for (String host : ClusterFixture.hosts(3)) {
            begin(cluster, request(host));
            fixture.control.refuse(host);
        }
        fixture.clock.advance(MAX_DETECTION_TIME);
        begin(cluster, request("last")).failed(connectionRefused(), false);
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.DOWN);
    }

    @Test
    void slowProbe_doesNotEjectANodeThatAnswersRequests() {
        Cluster cluster = open();
        hang("n2");
        beginOn(cluster, "n2", "broken").failed(FakeTransport.connectionReset(), false);
        fixture.clock.advance(Duration.ofMillis(300));
        finish(beginOn(cluster, "n2", "answered"));
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @ParameterizedTest
    @EnumSource
    void nameServerIsGone_noNodeGoesDown_andNoClientIsReplaced(RoutingStrategy strategy) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy));
        sendRequests(cluster, 9);
        int clients = fixture.nodeTransports.size();
        for (String host : ClusterFixture.hosts(3)) {
            fixture.control.fail(host + "/", new UnknownHostException(host));
            fixture.control.fail(host + "/localnodes", new UnknownHostException(host));
        }
        for (int i = 0; i < 20; i++) {
            SentAttempt first = begin(cluster, request("call " + i));
            SentAttempt second = Objects.requireNonNull(first.failed(new UnknownHostException("n1"), false));
            assertThat(second.node()).isNotEqualTo(first.node());
            if (i % 2 == 0) {
                finish(second);
            } else {
                second.failed(FakeTransport.connectionReset(), false); // a stale connection: the node is checked
            }
            fixture.clock.advance(Duration.ofMillis(300));
        }
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
        sendRequests(cluster, 9);
        assertThat(fixture.nodeTransports.size()).isLessThanOrEqualTo(Math.max(clients, 3));
    }

    @Test
    void cancelHandlerRegisteredAfterTheCancellation_runsAtOnce() {
        Cluster cluster = open();
        SentAttempt hanging = beginOn(cluster, "n2");
        hang("n2");
        fixture.clock.advance(MAX_DETECTION_TIME);
        boolean[] cancelled = {false};
        hanging.onCancel(() -> cancelled[0] = true);
        assertThat(cancelled[0]).isTrue();
    }

    @Test
    void slowNodeThatAnswersProbes_staysUp_andKeepsItsRequests() {
        Cluster cluster = open();
        SentAttempt slow = beginOn(cluster, "n2");
        fixture.clock.advance(Duration.ofSeconds(20));
        assertThat(slow.cancelCause()).isNull();
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        assertThat(fixture.control.takeRequests()).contains("n2/");
        finish(slow);
    }

    @Test
    void serverThatAnswersProbesWithAnError_isAlive() {
        Cluster cluster = open();
        fixture.control.answer("n2/", 400, "MissingAuthenticationToken");
        SentAttempt slow = beginOn(cluster, "n2");
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(slow.cancelCause()).isNull();
    }

    @Test
    void nodeThatAnswersOtherRequests_isNotProbed() {
        Cluster cluster = open();
        SentAttempt slow = beginOn(cluster, "n2");
        hang("n2");
        for (int i = 0; i < 50; i++) {
            fixture.clock.advance(Duration.ofMillis(100));
            finish(beginOn(cluster, "n2"));
        }
        assertThat(slow.cancelCause()).isNull();
        assertThat(fixture.control.takeRequests()).doesNotContain("n2/");
    }

    @Test
    void nodeThatRespondsDuringItsProbe_staysUp() {
        Cluster cluster = open();
        SentAttempt slow = beginOn(cluster, "n2");
        hang("n2");
        fixture.clock.advance(Duration.ofSeconds(1));
        slow.responded(ClusterFixture.OK);
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void stalledBodyIsCancelled_thoughTheNodeAnswersProbes() {
        Cluster cluster = open();
        SentAttempt stuck = beginOn(cluster, "n2");
        stuck.responded(ClusterFixture.OK);
        stuck.awaitsBody();
        fixture.clock.advance(Duration.ofSeconds(1));
        stuck.gotBody(true);
        fixture.clock.advance(Duration.ofMillis(1450));
        assertThat(stuck.cancelCause()).isNull();
        fixture.clock.advance(MAX_DETECTION_TIME.minusMillis(1450));
        assertThat(stuck.cancelCause()).hasMessageContaining("in the middle of a response");
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void silentNetwork_noBodyIsCancelled_untilAnotherNodeAnswers() {
        Cluster cluster = open();
        SentAttempt stuck = beginOn(cluster, "n2");
        stuck.responded(ClusterFixture.OK);
        stuck.awaitsBody();
        for (String host : ClusterFixture.hosts(3)) {
            hang(host);
        }
        fixture.clock.advance(Duration.ofSeconds(10));
        assertThat(stuck.cancelCause()).isNull();
        fixture.control.nodes("n3", "n1", "n2", "n3"); // only this one comes back
        fixture.clock.advance(MAX_DETECTION_TIME.plusSeconds(1)); // a check of the silent network may be in progress
        assertThat(stuck.cancelCause()).isInstanceOf(SilentNodeException.class);
    }

    @Test
    void bodyThatTheCallerDoesNotRead_isNotAStall() {
        Cluster cluster = open();
        SentAttempt unread = beginOn(cluster, "n2");
        unread.responded(ClusterFixture.OK);
        unread.awaitsBody();
        unread.gotBody(false);
        hang("n2");
        fixture.clock.advance(Duration.ofSeconds(2)); // longer than the stall time and the probe timeout
        assertThat(unread.cancelCause()).isNull();
        assertThat(fixture.control.takeRequests()).doesNotContain("n2/");
    }

    @Test
    void requestOnTheSilentLastUpNode_isCancelledOnceAnotherNodeIsUp() {
        Cluster cluster = open();
        fixture.control.refuse("n2").refuse("n3");
        finish(Objects.requireNonNull(beginOn(cluster, "n2").failed(connectionRefused(), false)));
        finish(Objects.requireNonNull(beginOn(cluster, "n3").failed(connectionRefused(), false)));
        SentAttempt hanging = beginOn(cluster, "n1");
        hang("n1");
        fixture.clock.advance(Duration.ofSeconds(8));
        assertThat(hanging.cancelCause()).isNull();
        assertThat(state(cluster, "n1")).isEqualTo(NodeState.UP);
        fixture.control.nodes("n2", "n1", "n2", "n3");
        fixture.clock.advance(Duration.ofMillis(2400).plus(MAX_DETECTION_TIME));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        assertThat(hanging.cancelCause()).isNotNull();
        assertThat(sendRequests(cluster, 4)).containsOnlyKeys("n2");
    }

    @Test
    void requestOnANodeThatIsDownForAnotherReason_isCancelledToo() {
        Cluster cluster = open();
        SentAttempt hanging = beginOn(cluster, "n2");
        fixture.control.refuse("n2");
        finish(Objects.requireNonNull(beginOn(cluster, "n2").failed(connectionRefused(), false)));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        fixture.clock.advance(MAX_DETECTION_TIME);
        assertThat(hanging.cancelCause()).isNotNull();
    }

    @Test
    void detectorSleepsWhileNothingIsInFlight_andWakesForTheNextRequest() {
        Cluster cluster = open();
        sendRequests(cluster, 3);
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(fixture.clock.pending()).isEqualTo(1); // the next discovery
        SentAttempt hanging = beginOn(cluster, "n3");
        hang("n3");
        fixture.clock.advance(MAX_DETECTION_TIME);
        assertThat(hanging.cancelCause()).isNotNull();
    }

    @Test
    void clientOfADownNodeIsClosedAfterItsLastRequest_andReplaced() {
        Cluster cluster = fixture.open(config -> config.strategy(RoutingStrategy.PER_CONNECTION));
        SentAttempt first = begin(cluster, request());
        String host = first.node().address().host();
        SentAttempt last = beginOn(cluster, host, "last");
        FakeTransport before = (FakeTransport) first.transport();
        finish(Objects.requireNonNull(first.failed(connectionRefused(), false)));
        fixture.clock.advance(Duration.ofMillis(400));
        assertThat(before.isClosed()).isFalse();
        finish(last);
        fixture.clock.advance(Duration.ofMillis(100));
        assertThat(before.isClosed()).isTrue();
        fixture.clock.advance(Duration.ofSeconds(2));
        SentAttempt after = beginOn(cluster, host, "after");
        assertThat(after.transport()).isNotSameAs(before);
        finish(after);
    }

    private static SdkHttpRequest write() {
        return request("write").toBuilder()
                .putHeader("X-Amz-Target", "DynamoDB_20120810.PutItem")
                .build();
    }

    /** A write on n2, which hangs from now on; and a read there. */
    private SentAttempt writeOnSilentNode(Cluster cluster) {
        SentAttempt write = begin(cluster, write());
        while (!write.node().address().host().equals("n2")) {
            finish(write);
            write = begin(cluster, write());
        }
        hang("n2");
        return write;
    }

    @Test
    void writeOnASilentNode_waits_butReadsAreCancelled_andTheNodeIsDown() {
        Cluster cluster = open();
        SentAttempt write = writeOnSilentNode(cluster);
        SentAttempt read = beginOn(cluster, "n2");
        fixture.clock.advance(Duration.ofSeconds(20));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(read.cancelCause()).isInstanceOf(SilentNodeException.class);
        assertThat(write.cancelCause()).isNull();
        finish(write); // the node resumes
        assertThat(status(cluster, "n2").inFlight()).isEqualTo(1); // the read, whose client has not reported yet
    }

    @Test
    void writeOnASilentNode_isCancelled_ifTheUserWantsIt() {
        Cluster cluster = fixture.open(config -> config.retryStalledWrites(true));
        SentAttempt write = writeOnSilentNode(cluster);
        fixture.clock.advance(MAX_DETECTION_TIME);
        assertThat(write.cancelCause()).isInstanceOf(SilentNodeException.class);
    }

    @Test
    void bodyOfAWriteThatStalls_waits() {
        Cluster cluster = open();
        SentAttempt write = begin(cluster, write());
        write.responded(ClusterFixture.OK);
        write.awaitsBody();
        fixture.clock.advance(Duration.ofSeconds(20));
        assertThat(write.cancelCause()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"100, 1", "100, 4", "100, 32", "300, 1", "300, 4", "300, 32", "700, 1", "700, 4", "700, 32"})
    void silentNodeIsDownWithinTwoSeconds_thoughAllCallersGiveUpEarlier(int timeoutMillis, int callers) {
        Cluster cluster = open();
        hang("n2");
        Duration toDown = runCallers(cluster, callers, timeoutMillis, Duration.ofSeconds(5), Duration.ofDays(1));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(toDown).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({"100, 1", "100, 32", "300, 1", "300, 32", "700, 4"})
    void slowNodeThatAnswersProbes_staysUp_thoughCallersGiveUpEarlier(int timeoutMillis, int callers) {
        Cluster cluster = open();
        runCallers(cluster, callers, timeoutMillis, Duration.ofSeconds(20), Duration.ofMillis(400));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    /**
     * Callers that give up after their timeout and call again at once. n1 and n3 answer at once, n2 after {@code latency}.
     *
     * @return how long n2 was not DOWN after its first request
     */
    private Duration runCallers(Cluster cluster, int callers, int timeoutMillis, Duration length, Duration latency) {
        List<Deque<SentAttempt>> waiting = new ArrayList<>(); // on n2, by the time at which they began
        Duration toDown = Duration.ZERO;
        int free = callers;
        for (int now = 0; now < length.toMillis(); now++) {
            Deque<SentAttempt> begun = new ArrayDeque<>();
            for (int i = 0; i < Math.min(free, 3) && now % 10 == 0; i++) {
                SentAttempt attempt = begin(cluster, request(now + "-" + i));
                if (attempt.node().address().host().equals("n2")) {
                    begun.add(attempt);
                } else {
                    finish(attempt);
                }
            }
            free -= begun.size();
            waiting.add(begun);
            fixture.clock.advance(Duration.ofMillis(1));
            int due = (int) Math.min(timeoutMillis, latency.toMillis());
            if (now >= due) {
                for (SentAttempt attempt : waiting.get(now - due)) {
                    if (due == timeoutMillis) {
                        attempt.failed(new IOException("Request was cancelled"), true);
                    } else {
                        finish(attempt);
                    }
                    free++;
                }
            }
            toDown = state(cluster, "n2") == NodeState.DOWN ? toDown : Duration.ofMillis(now);
        }
        return toDown;
    }
}
