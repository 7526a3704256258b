package io.alternator.http.internal.client;

import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.inFlight;
import static io.alternator.http.internal.testing.ClusterFixture.request;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequests;
import static io.alternator.http.internal.testing.ClusterFixture.state;
import static io.alternator.http.internal.testing.ClusterFixture.status;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.SentAttempt;
import io.alternator.http.internal.testing.TestListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

final class ClusterTest {
    private final ClusterFixture fixture = new ClusterFixture().nodes(3);

    @Test
    void firstRequestDoesNotWaitForTheList() {
        Cluster cluster = fixture.create(UnaryOperator.identity(), new TestListener());
        assertThat(sendRequests(cluster, 3)).containsOnlyKeys("n1");
        fixture.clock.runReady();
        assertThat(sendRequests(cluster, 300)).isEqualTo(Map.of("n1", 100, "n2", 100, "n3", 100));
    }

    @Test
    void seedThatIsNotListed_getsNoRequestOnceTheListIsKnown() {
        fixture.control.nodes("seed", "n2", "n3");
        Cluster cluster = fixture.open(config -> config.seeds("seed"));
        assertThat(sendRequests(cluster, 10)).containsOnlyKeys("n2", "n3");
    }

    @Test
    void requestsAreSpreadEvenly() {
        assertThat(sendRequests(fixture.open(UnaryOperator.identity()), 3000).values())
                .containsExactly(1000, 1000, 1000);
    }

    @Test
    void unsentRequestIsTriedOnEachNodeOnce_andThenFails() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        Set<String> tried = new HashSet<>();
        SentAttempt attempt = begin(cluster, request());
        while (attempt != null) {
            assertThat(tried.add(attempt.node().address().host())).isTrue();
            attempt = attempt.failed(connectionRefused(), false);
        }
        assertThat(tried).hasSize(3);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void refusedConnectionEjectsTheNode_andAProbeBringsItBack() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.control.refuse("n2");
        finish(Objects.requireNonNull(beginOn(cluster, "n2").failed(connectionRefused(), false)));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(sendRequests(cluster, 10)).containsOnlyKeys("n1", "n3");
        fixture.run(cluster, Duration.ofSeconds(10));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        fixture.nodes(3);
        fixture.run(cluster, Duration.ofMillis(2_400)); // the longest delay between two probes
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void hangingProbeTimesOut() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.control.hang("n2/");
        finish(Objects.requireNonNull(beginOn(cluster, "n2").failed(connectionRefused(), false)));
        fixture.run(cluster, Duration.ofSeconds(10));
        fixture.nodes(3);
        fixture.run(cluster, Duration.ofSeconds(5));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        assertThat(fixture.control.isIdle()).isTrue();
    }

    @Test
    void allNodesDown_usesThemAllAnyway() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        SentAttempt attempt = begin(cluster, request());
        while (attempt != null) {
            attempt = attempt.failed(connectionRefused(), false);
        }
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.DOWN);
        assertThat(sendRequests(cluster, 9)).isEqualTo(Map.of("n1", 3, "n2", 3, "n3", 3));
    }

    @Test
    void requestOnABrokenConnectionIsNotSentAgain_andFiveInARowEjectTheNode() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        for (int i = 0; i < 5; i++) {
            assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
            SentAttempt attempt = beginOn(cluster, "n2", "id" + i);
            assertThat(attempt.failed(FakeTransport.connectionReset(), false)).isNull();
        }
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void fiveTruncatedBodiesInARowEjectTheNode_althoughTheirHeadersArrived() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        for (int i = 0; i < 5; i++) {
            assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
            SentAttempt attempt = beginOn(cluster, "n2", "id" + i);
            attempt.responded(ClusterFixture.OK);
            attempt.bodyFailed(FakeTransport.connectionReset());
        }
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void lastUpNodeIsNotEjectedOnSuspicion_untilAnotherNodeIsUp() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.control.refuse("n2").refuse("n3");
        finish(Objects.requireNonNull(beginOn(cluster, "n2").failed(connectionRefused(), false)));
        finish(Objects.requireNonNull(beginOn(cluster, "n3").failed(connectionRefused(), false)));
        for (int i = 0; i < 20; i++) {
            beginOn(cluster, "n1", "id" + i).failed(FakeTransport.connectionReset(), false);
        }
        assertThat(state(cluster, "n1")).isEqualTo(NodeState.UP);
        fixture.nodes(3);
        fixture.clock.advance(Duration.ofSeconds(3));
        beginOn(cluster, "n1", "last").failed(FakeTransport.connectionReset(), false);
        assertThat(state(cluster, "n1")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void failuresWithoutFaultOfTheNode_areNeitherFailedOverNorCounted() {
        Cluster cluster = fixture.open(config -> config.consecutiveFailures(1));
        assertThat(begin(cluster, request()).failed(new TimeoutException("Acquire operation took longer"), false))
                .isNull();
        assertThat(begin(cluster, request()).failed(connectionRefused(), true)).isNull();
        assertThat(begin(cluster, request()).failed(new InterruptedException(), false))
                .isNull();
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void retryOfACallAvoidsTheNodesThatFailed_forAMinute() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        beginOn(cluster, "n2", "call").failed(FakeTransport.connectionReset(), false);
        SentAttempt error = beginOn(cluster, "n3", "call");
        error.responded(SdkHttpFullResponse.builder().statusCode(500).build());
        error.finished();
        for (int i = 0; i < 10; i++) {
            SentAttempt retry = begin(cluster, request("call"));
            assertThat(retry.node().address().host()).isEqualTo("n1");
            finish(retry);
        }
        finish(beginOn(cluster, "n2", "another call"));
        fixture.clock.advance(Duration.ofMinutes(1));
        finish(beginOn(cluster, "n2", "call"));
    }

    @Test
    void retryAfterTheSdksTimeoutAvoidsTheNodeThatDidNotAnswer() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        beginOn(cluster, "n2", "call").failed(FakeTransport.connectionReset(), true);
        for (int i = 0; i < 10; i++) {
            SentAttempt retry = begin(cluster, request("call"));
            assertThat(retry.node().address().host()).isNotEqualTo("n2");
            finish(retry);
        }
    }

    @Test
    void retryHistoryKeepsAtMost4096Calls() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        beginOn(cluster, "n2", "first").failed(FakeTransport.connectionReset(), true);
        for (int i = 0; i < 4096; i++) {
            beginOn(cluster, "n1", "call " + i).abandoned();
        }
        finish(beginOn(cluster, "n2", "first"));
    }

    @Test
    void callThatFailedOnAllNodes_mayUseAnyNode() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        for (String host : ClusterFixture.hosts(3)) {
            beginOn(cluster, host, "call").failed(FakeTransport.connectionReset(), false);
        }
        assertThat(begin(cluster, request("call")).node()).isNotNull();
    }

    @Test
    void addressTranslatorChangesOnlyTheTarget_notTheHeaders() {
        fixture.control.answer("at-n2/", 200, "healthy: node");
        Cluster cluster =
                fixture.open(config -> config.addressTranslator(node -> new NodeAddress("at-" + node.host(), 1)));
        SentAttempt attempt = beginOn(cluster, "n2");
        assertThat(attempt.request().host()).isEqualTo("at-n2");
        assertThat(attempt.request().port()).isEqualTo(1);
        assertThat(attempt.request().headers()).isEqualTo(request().headers());
        assertThat(attempt.request().getUri()).hasToString("http://at-n2:1/");
        SdkHttpRequest copy = attempt.request().toBuilder().build();
        assertThat(copy.getUri()).isEqualTo(attempt.request().getUri());
        assertThat(copy.headers()).isEqualTo(request().headers());
        finish(attempt);
    }

    @Test
    void everythingElseOfTheRequestIsUnchanged() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        SdkHttpRequest original = request().toBuilder()
                .encodedPath("/a/b")
                .putRawQueryParameter("q", List.of("1", "2"))
                .build();
        SdkHttpRequest sent = begin(cluster, original).request();
        assertThat(sent.encodedPath()).isEqualTo("/a/b");
        assertThat(sent.method()).isEqualTo(original.method());
        assertThat(sent.rawQueryParameters()).isEqualTo(original.rawQueryParameters());
        assertThat(sent.encodedQueryParameters()).isEqualTo(original.encodedQueryParameters());
        assertThat(sent.encodedQueryParametersAsFormData()).isEqualTo(original.encodedQueryParametersAsFormData());
        assertThat(sent.firstMatchingRawQueryParameter("q")).hasValue("1");
        assertThat(sent.firstMatchingRawQueryParameter(List.of("p", "q"))).hasValue("1");
        assertThat(sent.firstMatchingRawQueryParameters("q")).containsExactly("1", "2");
        assertThat(sent.numRawQueryParameters()).isEqualTo(1);
        assertThat(sent.firstMatchingHeader("host")).hasValue("n1:8000");
        assertThat(sent.firstMatchingHeader(List.of("x", "HOST"))).hasValue("n1:8000");
        assertThat(sent.matchingHeaders("Host")).containsExactly("n1:8000");
        assertThat(sent.anyMatchingHeader("Host"::equals)).isTrue();
        assertThat(sent.numHeaders()).isEqualTo(original.numHeaders());
        List<String> names = new ArrayList<>();
        sent.forEachHeader((name, values) -> names.add(name));
        sent.forEachRawQueryParameter((name, values) -> names.add(name));
        assertThat(names).contains("Host", "Authorization", "q");
    }

    @Test
    void missingHostHeaderIsAdded_withThePortUnlessItIsTheDefault() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        SdkHttpRequest withoutHost =
                request().toBuilder().removeHeader("Host").host("dog.example").build();
        SentAttempt attempt = begin(cluster, withoutHost);
        assertThat(attempt.request().firstMatchingHeader("Host")).hasValue("dog.example:8000");
        SentAttempt defaultPort =
                begin(cluster, withoutHost.toBuilder().port(80).build());
        assertThat(defaultPort.request().firstMatchingHeader("Host")).hasValue("dog.example");
    }

    @Test
    void clientThatReplacesTheSignedHost_isRefused_andNothingStaysInFlight() {
        ClusterFixture replacing = new ClusterFixture(false).nodes(3);
        Cluster cluster = replacing.open(config -> config.domain("dog.example"));
        SdkHttpRequest signed =
                request().toBuilder().putHeader("Host", "dog.example:8000").build();
        assertThatThrownBy(() -> begin(cluster, signed))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("dog.example:8000")
                .hasMessageContaining("use ApacheHttpClient");
        assertThat(inFlight(cluster)).isZero();
        finish(begin(cluster, signed.toBuilder().removeHeader("Authorization").build()));
    }

    @Test
    void newNodeIsProbedBeforeItsFirstRequest() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.nodes(4).control.refuse("n4");
        fixture.refresh(cluster);
        assertThat(state(cluster, "n4")).isEqualTo(NodeState.DOWN);
        assertThat(sendRequests(cluster, 30)).doesNotContainKey("n4");
        fixture.nodes(4);
        fixture.clock.advance(Duration.ofSeconds(3));
        assertThat(sendRequests(cluster, 40)).containsEntry("n4", 10);
    }

    @Test
    void nodeRemovedFromTheListFinishesItsRequests_andIsForgotten() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        SentAttempt last = beginOn(cluster, "n3");
        fixture.control.nodes("n1", "n1", "n2").nodes("n2", "n1", "n2").nodes("n3", "n1", "n2");
        fixture.refresh(cluster);
        assertThat(state(cluster, "n3")).isEqualTo(NodeState.DRAINING);
        assertThat(sendRequests(cluster, 30)).doesNotContainKey("n3");
        FakeTransport client = (FakeTransport) last.transport();
        assertThat(client.isClosed()).isFalse();
        finish(last);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(cluster.nodes()).hasSize(2);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void nodeListedAgainWhileItDrains_isProbedAndUsedAgain() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        SentAttempt last = beginOn(cluster, "n3");
        fixture.control.nodes("n1", "n1", "n2").nodes("n2", "n1", "n2").nodes("n3", "n1", "n2");
        fixture.refresh(cluster);
        fixture.nodes(3);
        fixture.refresh(cluster);
        assertThat(state(cluster, "n3")).isEqualTo(NodeState.UP);
        finish(last);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(sendRequests(cluster, 30)).containsEntry("n3", 10);
    }

    @Test
    void nodeListedAgainWhileItsClientIsBeingClosed_isANewNode() {
        fixture.holdsBlockingWork = true;
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.control.nodes("n1", "n1", "n2").nodes("n2", "n1", "n2").nodes("n3", "n1", "n2");
        fixture.refresh(cluster);
        assertThat(fixture.heldBlockingWork).isNotEmpty();
        fixture.nodes(3);
        fixture.refresh(cluster);
        fixture.heldBlockingWork.forEach(Runnable::run);
        assertThat(sendRequests(cluster, 30)).containsEntry("n3", 10);
        assertThat(cluster.nodes()).hasSize(3);
    }

    @Test
    void translatorThatFailsForANode_excludesOnlyThisNode() {
        Cluster cluster = fixture.open(config -> config.addressTranslator(node -> {
            if (node.host().equals("n2")) {
                throw new IllegalStateException("no translation");
            }
            return node;
        }));
        assertThat(sendRequests(cluster, 10)).containsOnlyKeys("n1", "n3");
    }

    @Test
    void onlyTheFirstEndOfAnAttemptCounts() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        List<SentAttempt> attempts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            attempts.add(begin(cluster, request()));
        }
        assertThat(inFlight(cluster)).isEqualTo(6);
        attempts.forEach(attempt -> {
            attempt.abandoned();
            attempt.finished();
            attempt.bodyFailed(FakeTransport.connectionReset());
            assertThat(attempt.failed(connectionRefused(), false)).isNull();
        });
        assertThat(inFlight(cluster)).isZero();
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
    }

    @Test
    void policyThatPicksAnInvalidIndex_failsWithAMessage() {
        Cluster cluster = fixture.open(config -> config.policy(random -> candidates -> candidates.size()));
        assertThatThrownBy(() -> begin(cluster, request()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("policy: picked index 3 of 3");
    }

    @Test
    void policySeesTheRequestsInFlight() {
        Cluster cluster = fixture.open(config -> config.policy(random -> candidates -> {
            int least = 0;
            for (int i = 1; i < candidates.size(); i++) {
                if (candidates.get(i).inFlight() < candidates.get(least).inFlight()) {
                    least = i;
                }
            }
            return least;
        }));
        Set<String> hosts = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            hosts.add(begin(cluster, request()).node().address().host());
        }
        assertThat(hosts).hasSize(3);
    }

    @Test
    void brokenExchangeTriggersAProbe_thatDistinguishesAStaleConnectionFromADeadNode() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.control.takeRequests();
        beginOn(cluster, "n2").failed(FakeTransport.connectionReset(), false);
        fixture.clock.runReady();
        assertThat(fixture.control.takeRequests()).containsExactly("n2/");
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        fixture.control.refuse("n2");
        fixture.clock.advance(Duration.ofMillis(300));
        fixture.control.takeRequests();
        List.of("a", "b", "c").stream()
                .map(id -> beginOn(cluster, "n2", id))
                .toList()
                .forEach(attempt -> attempt.failed(FakeTransport.connectionReset(), false)); // one probe for all three
        fixture.clock.runReady();
        assertThat(fixture.control.takeRequests()).containsOnlyOnce("n2/");
        assertThat(status(cluster, "n2").reason()).isEqualTo("request failed, then probe: connect_error");
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void brokenExchangeDoesNotEjectTheLastUpNode() {
        fixture.control.nodes("n1", "n1");
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.control.refuse("n1");
        begin(cluster, request()).failed(FakeTransport.connectionReset(), false);
        fixture.clock.runReady();
        assertThat(state(cluster, "n1")).isEqualTo(NodeState.UP);
    }

    @Test
    void unsentRequest_goesToAtMostTwoOtherNodes() {
        fixture.nodes(40);
        Cluster cluster = fixture.open(UnaryOperator.identity());
        SentAttempt attempt = begin(cluster, request());
        int attempts = 0;
        for (SentAttempt next = attempt; next != null; next = next.failed(connectionRefused(), false)) {
            attempts++;
        }
        assertThat(attempts).isEqualTo(3);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void unsentRequest_doesNotFailOverAfterThreeSeconds() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        SentAttempt attempt = begin(cluster, request());
        fixture.clock.advance(Duration.ofSeconds(3));
        assertThat(attempt.failed(connectionRefused(), false)).isNull();
    }
}
