package io.alternator.http.internal.routing;

import static io.alternator.http.internal.routing.Fixture.ask;
import static io.alternator.http.internal.routing.Fixture.beginOn;
import static io.alternator.http.internal.routing.Fixture.finish;
import static io.alternator.http.internal.routing.Fixture.inFlight;
import static io.alternator.http.internal.routing.Fixture.refused;
import static io.alternator.http.internal.routing.Fixture.request;
import static io.alternator.http.internal.routing.Fixture.state;
import static io.alternator.http.internal.routing.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.internal.testing.FakeTransport;
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
    private final Fixture fixture = new Fixture().nodes(3);

    @Test
    void firstRequestDoesNotWaitForTheList() {
        Cluster<FakeTransport> cluster = fixture.unopened(UnaryOperator.identity(), ClusterListener.NONE);
        assertThat(ask(cluster, 3)).containsOnlyKeys("n1");
        fixture.clock.runReady();
        assertThat(ask(cluster, 300)).isEqualTo(Map.of("n1", 100, "n2", 100, "n3", 100));
    }

    @Test
    void seedThatIsNoNode_getsNoRequestOnceTheListIsKnown() {
        fixture.control.nodes("seed", "n2", "n3");
        Cluster<FakeTransport> cluster = fixture.open(config -> config.seeds("seed"));
        assertThat(ask(cluster, 10)).containsOnlyKeys("n2", "n3");
    }

    @Test
    void threeThousandRequests_eachNodeGetsItsThird() {
        assertThat(ask(fixture.open(UnaryOperator.identity()), 3000).values()).containsExactly(1000, 1000, 1000);
    }

    @Test
    void unsentRequest_goesToEachOtherNodeOnce_andThenFails() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        Set<String> tried = new HashSet<>();
        Attempt<FakeTransport> attempt = cluster.begin(request());
        while (attempt != null) {
            assertThat(tried.add(attempt.node().address().host())).isTrue();
            attempt = attempt.failed(refused(), false);
        }
        assertThat(tried).hasSize(3);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void refusedConnectionTakesTheNodeDown_andAProbeBringsItBack() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        fixture.control.refuse("n2");
        finish(Objects.requireNonNull(beginOn(cluster, "n2").failed(refused(), false)));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(ask(cluster, 10)).containsOnlyKeys("n1", "n3");
        fixture.clock.advance(Duration.ofSeconds(10));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        fixture.nodes(3);
        fixture.clock.advance(Duration.ofMillis(2_400)); // the longest pause between two probes
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void aProbeIsBoundedInTime() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        fixture.control.hang("n2/");
        finish(Objects.requireNonNull(beginOn(cluster, "n2").failed(refused(), false)));
        fixture.clock.advance(Duration.ofSeconds(10));
        fixture.nodes(3);
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        assertThat(fixture.control.isQuiet()).isTrue();
    }

    @Test
    void allNodesDown_usesThemAllAnyway() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        Attempt<FakeTransport> attempt = cluster.begin(request());
        while (attempt != null) {
            attempt = attempt.failed(refused(), false);
        }
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.DOWN);
        assertThat(ask(cluster, 9)).isEqualTo(Map.of("n1", 3, "n2", 3, "n3", 3));
    }

    @Test
    void brokenConnection_isNotSentAgain_andFiveInARowTakeTheNodeDown() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        for (int i = 0; i < 5; i++) {
            assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
            Attempt<FakeTransport> attempt = beginOn(cluster, "n2", "id" + i);
            assertThat(attempt.failed(FakeTransport.reset(), false)).isNull();
        }
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void bodiesThatBreakOffCountLikewise_howeverManyHeadersCame() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        for (int i = 0; i < 5; i++) {
            assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
            Attempt<FakeTransport> attempt = beginOn(cluster, "n2", "id" + i);
            attempt.responded(Fixture.OK);
            attempt.brokeOff(FakeTransport.reset());
        }
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void lastNodeUp_isNotEjectedOnSuspicion_butIsOnceAnotherIsBack() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        fixture.control.refuse("n2").refuse("n3");
        finish(Objects.requireNonNull(beginOn(cluster, "n2").failed(refused(), false)));
        finish(Objects.requireNonNull(beginOn(cluster, "n3").failed(refused(), false)));
        for (int i = 0; i < 20; i++) {
            beginOn(cluster, "n1", "id" + i).failed(FakeTransport.reset(), false);
        }
        assertThat(state(cluster, "n1")).isEqualTo(NodeState.UP);
        fixture.nodes(3);
        fixture.clock.advance(Duration.ofSeconds(3));
        beginOn(cluster, "n1", "last").failed(FakeTransport.reset(), false);
        assertThat(state(cluster, "n1")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void whatIsNotTheNodesFault_isNeitherFailedOverNorCounted() {
        Cluster<FakeTransport> cluster = fixture.open(config -> config.consecutiveFailures(1));
        assertThat(cluster.begin(request()).failed(new TimeoutException("Acquire operation took longer"), false))
                .isNull();
        assertThat(cluster.begin(request()).failed(refused(), true)).isNull();
        assertThat(cluster.begin(request()).failed(new InterruptedException(), false))
                .isNull();
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void nextAttemptOfTheSameCall_avoidsTheNodeThatFailed() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        beginOn(cluster, "n2", "call").failed(FakeTransport.reset(), false);
        Attempt<FakeTransport> error = beginOn(cluster, "n3", "call");
        error.responded(SdkHttpFullResponse.builder().statusCode(500).build());
        error.finished();
        for (int i = 0; i < 10; i++) {
            Attempt<FakeTransport> retry = cluster.begin(request("call"));
            assertThat(retry.node().address().host()).isEqualTo("n1");
            finish(retry);
        }
        finish(beginOn(cluster, "n2", "another call"));
        fixture.clock.advance(Duration.ofMinutes(1));
        finish(beginOn(cluster, "n2", "call"));
    }

    @Test
    void nextAttemptAfterTheSdksTimeout_avoidsTheNodeThatWasWaitedFor() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        beginOn(cluster, "n2", "call").failed(FakeTransport.reset(), true);
        for (int i = 0; i < 10; i++) {
            Attempt<FakeTransport> retry = cluster.begin(request("call"));
            assertThat(retry.node().address().host()).isNotEqualTo("n2");
            finish(retry);
        }
    }

    @Test
    void memoryOfFailuresIsBounded() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        beginOn(cluster, "n2", "first").failed(FakeTransport.reset(), true);
        for (int i = 0; i < 4096; i++) {
            beginOn(cluster, "n1", "call " + i).abandoned();
        }
        finish(beginOn(cluster, "n2", "first"));
    }

    @Test
    void callThatFailedEverywhere_mayGoAnywhere() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        for (String host : Fixture.hosts(3)) {
            beginOn(cluster, host, "call").failed(FakeTransport.reset(), false);
        }
        assertThat(cluster.begin(request("call")).node()).isNotNull();
    }

    @Test
    void onlyTheConnectionsTargetChanges() {
        Cluster<FakeTransport> cluster =
                fixture.open(config -> config.addressTranslator(node -> new NodeAddress("at-" + node.host(), 1)));
        Attempt<FakeTransport> attempt = beginOn(cluster, "n2");
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
    void allElseIsTheOriginals() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        SdkHttpRequest original = request().toBuilder()
                .encodedPath("/a/b")
                .putRawQueryParameter("q", List.of("1", "2"))
                .build();
        SdkHttpRequest sent = cluster.begin(original).request();
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
    void missingHostIsFilledIn_withItsPort() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        SdkHttpRequest anonymous =
                request().toBuilder().removeHeader("Host").host("dog.example").build();
        Attempt<FakeTransport> attempt = cluster.begin(anonymous);
        assertThat(attempt.request().firstMatchingHeader("Host")).hasValue("dog.example:8000");
        Attempt<FakeTransport> standard =
                cluster.begin(anonymous.toBuilder().port(80).build());
        assertThat(standard.request().firstMatchingHeader("Host")).hasValue("dog.example");
    }

    @Test
    void clientThatWouldBreakTheSignature_isRefused_andNothingIsKept() {
        Fixture replacing = new Fixture(false).nodes(3);
        Cluster<FakeTransport> cluster = replacing.open(config -> config.domain("dog.example"));
        SdkHttpRequest signed =
                request().toBuilder().putHeader("Host", "dog.example:8000").build();
        assertThatThrownBy(() -> cluster.begin(signed))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("dog.example:8000")
                .hasMessageContaining("use ApacheHttpClient");
        assertThat(inFlight(cluster)).isZero();
        finish(cluster.begin(signed.toBuilder().removeHeader("Authorization").build()));
    }

    @Test
    void newNodeIsProbedBeforeItsFirstRequest() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        fixture.nodes(4).control.refuse("n4");
        fixture.refresh(cluster);
        assertThat(state(cluster, "n4")).isEqualTo(NodeState.DOWN);
        assertThat(ask(cluster, 30)).doesNotContainKey("n4");
        fixture.nodes(4);
        fixture.clock.advance(Duration.ofSeconds(3));
        assertThat(ask(cluster, 40)).containsEntry("n4", 10);
    }

    @Test
    void nodeGoneFromTheList_endsWhatItHas_andIsForgotten() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        Attempt<FakeTransport> last = beginOn(cluster, "n3");
        fixture.control.nodes("n1", "n1", "n2").nodes("n2", "n1", "n2").nodes("n3", "n1", "n2");
        fixture.refresh(cluster);
        assertThat(state(cluster, "n3")).isEqualTo(NodeState.DRAINING);
        assertThat(ask(cluster, 30)).doesNotContainKey("n3");
        FakeTransport client = last.transport();
        assertThat(client.isClosed()).isFalse();
        finish(last);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(cluster.nodes()).hasSize(2);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void nodeListedAgainWhileItDrains_comesBackByAProbe() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        Attempt<FakeTransport> last = beginOn(cluster, "n3");
        fixture.control.nodes("n1", "n1", "n2").nodes("n2", "n1", "n2").nodes("n3", "n1", "n2");
        fixture.refresh(cluster);
        fixture.nodes(3);
        fixture.refresh(cluster);
        assertThat(state(cluster, "n3")).isEqualTo(NodeState.UP);
        finish(last);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(ask(cluster, 30)).containsEntry("n3", 10);
    }

    @Test
    void nodeListedAgainWhileItsClientIsBeingClosed_isANewMember() {
        fixture.blockingWorkWaits = true;
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        fixture.control.nodes("n1", "n1", "n2").nodes("n2", "n1", "n2").nodes("n3", "n1", "n2");
        fixture.refresh(cluster);
        assertThat(fixture.blockingWork).isNotEmpty();
        fixture.nodes(3);
        fixture.refresh(cluster);
        fixture.blockingWork.forEach(Runnable::run);
        assertThat(ask(cluster, 30)).containsEntry("n3", 10);
        assertThat(cluster.nodes()).hasSize(3);
    }

    @Test
    void translatorThatFails_costsThatNodeOnly() {
        Cluster<FakeTransport> cluster = fixture.open(config -> config.addressTranslator(node -> {
            if (node.host().equals("n2")) {
                throw new IllegalStateException("no translation");
            }
            return node;
        }));
        assertThat(ask(cluster, 10)).containsOnlyKeys("n1", "n3");
    }

    @Test
    void firstEndCounts() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        List<Attempt<FakeTransport>> attempts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            attempts.add(cluster.begin(request()));
        }
        assertThat(inFlight(cluster)).isEqualTo(6);
        attempts.forEach(attempt -> {
            attempt.abandoned();
            attempt.finished();
            attempt.brokeOff(FakeTransport.reset());
            assertThat(attempt.failed(refused(), false)).isNull();
        });
        assertThat(inFlight(cluster)).isZero();
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
    }

    @Test
    void policyThatPicksNobody_isToldSo() {
        Cluster<FakeTransport> cluster =
                fixture.open(config -> config.policy(random -> candidates -> candidates.size()));
        assertThatThrownBy(() -> cluster.begin(request()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("policy: picked 3 of 3");
    }

    @Test
    void policySeesFrozenNumbers() {
        Cluster<FakeTransport> cluster = fixture.open(config -> config.policy(random -> candidates -> {
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
            hosts.add(cluster.begin(request()).node().address().host());
        }
        assertThat(hosts).hasSize(3);
    }

    @Test
    void brokenExchange_getsTheNodeAProbe_thatTellsAStaleConnectionFromADeadNode() {
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        fixture.control.takeAsked();
        beginOn(cluster, "n2").failed(FakeTransport.reset(), false);
        fixture.clock.runReady();
        assertThat(fixture.control.takeAsked()).containsExactly("n2/");
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        fixture.control.refuse("n2");
        fixture.clock.advance(Duration.ofMillis(300));
        fixture.control.takeAsked();
        List.of("a", "b", "c").stream()
                .map(id -> beginOn(cluster, "n2", id))
                .toList()
                .forEach(attempt -> attempt.failed(FakeTransport.reset(), false)); // one probe for all
        fixture.clock.runReady();
        assertThat(fixture.control.takeAsked()).containsOnlyOnce("n2/");
        assertThat(status(cluster, "n2").why()).isEqualTo("broke off, then probe: connect_error");
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void brokenExchange_doesNotTakeTheLastNodeDown() {
        fixture.control.nodes("n1", "n1");
        Cluster<FakeTransport> cluster = fixture.open(UnaryOperator.identity());
        fixture.control.refuse("n1");
        cluster.begin(request()).failed(FakeTransport.reset(), false);
        fixture.clock.runReady();
        assertThat(state(cluster, "n1")).isEqualTo(NodeState.UP);
    }
}
