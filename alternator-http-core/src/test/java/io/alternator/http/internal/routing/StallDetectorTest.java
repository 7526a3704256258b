package io.alternator.http.internal.routing;

import static io.alternator.http.internal.routing.Fixture.ask;
import static io.alternator.http.internal.routing.Fixture.beginOn;
import static io.alternator.http.internal.routing.Fixture.finish;
import static io.alternator.http.internal.routing.Fixture.refused;
import static io.alternator.http.internal.routing.Fixture.request;
import static io.alternator.http.internal.routing.Fixture.state;
import static io.alternator.http.internal.routing.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.health.SilentNodeException;
import io.alternator.http.internal.testing.FakeTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StallDetectorTest {
    /** Stall time, probe timeout, and one look. */
    private static final Duration AT_MOST = Duration.ofMillis(500 + 1000 + 100);

    private final Fixture fixture = new Fixture().nodes(3);

    private Cluster<FakeTransport> open() {
        return fixture.open(UnaryOperator.identity());
    }

    private void hang(String host) {
        fixture.control.hang(host + "/").hang(host + "/localnodes");
    }

    @ParameterizedTest
    @EnumSource
    void silentNodeGoesDown_andWhatHangsThereIsGivenUp(RoutingStrategy strategy) {
        Cluster<FakeTransport> cluster = fixture.open(config -> config.strategy(strategy));
        Attempt<FakeTransport> hanging = cluster.begin(request("call"));
        String silent = hanging.node().address().host();
        boolean[] brokenOff = {false};
        hanging.onGivenUp(() -> brokenOff[0] = true);
        hang(silent);
        fixture.clock.advance(Duration.ofMillis(1400));
        assertThat(hanging.givenUp()).isNull();
        assertThat(state(cluster, silent)).isEqualTo(NodeState.UP);
        fixture.clock.advance(AT_MOST.minusMillis(1400));
        assertThat(state(cluster, silent)).isEqualTo(NodeState.DOWN);
        assertThat(status(cluster, silent).why()).contains("silent for 15", "probe: timeout");
        assertThat(brokenOff[0]).isTrue();
        assertThat(hanging.givenUp()).isInstanceOf(SilentNodeException.class).hasMessageContaining(silent);
        assertThat(hanging.failed(new IOException("Request was cancelled"), false))
                .isNull();
        assertThat(cluster.begin(request("call")).node()).isNotEqualTo(hanging.node());
    }

    @Test
    void whoHearsTooLateThatItIsGivenUp_breaksOffAtOnce() {
        Cluster<FakeTransport> cluster = open();
        Attempt<FakeTransport> hanging = beginOn(cluster, "n2");
        hang("n2");
        fixture.clock.advance(AT_MOST);
        boolean[] brokenOff = {false};
        hanging.onGivenUp(() -> brokenOff[0] = true);
        assertThat(brokenOff[0]).isTrue();
    }

    @Test
    void slowNodeWhoseProbeAnswers_isLeftAlone() {
        Cluster<FakeTransport> cluster = open();
        Attempt<FakeTransport> slow = beginOn(cluster, "n2");
        fixture.clock.advance(Duration.ofSeconds(20));
        assertThat(slow.givenUp()).isNull();
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        assertThat(fixture.control.takeAsked()).contains("n2/");
        finish(slow);
    }

    @Test
    void serverThatKnowsNoProbe_isAlive() {
        Cluster<FakeTransport> cluster = open();
        fixture.control.answer("n2/", 400, "MissingAuthenticationToken");
        Attempt<FakeTransport> slow = beginOn(cluster, "n2");
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(slow.givenUp()).isNull();
    }

    @Test
    void nodeThatAnswersOthers_isNotProbed() {
        Cluster<FakeTransport> cluster = open();
        Attempt<FakeTransport> slow = beginOn(cluster, "n2");
        hang("n2");
        for (int i = 0; i < 50; i++) {
            fixture.clock.advance(Duration.ofMillis(100));
            finish(beginOn(cluster, "n2"));
        }
        assertThat(slow.givenUp()).isNull();
        assertThat(fixture.control.takeAsked()).doesNotContain("n2/");
    }

    @Test
    void nodeThatSpeaksWhileItIsProbed_staysUp() {
        Cluster<FakeTransport> cluster = open();
        Attempt<FakeTransport> slow = beginOn(cluster, "n2");
        hang("n2");
        fixture.clock.advance(Duration.ofSeconds(1));
        slow.responded(Fixture.OK);
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void bodyThatStopsInItsMidst_isGivenUp_thoughTheNodeAnswersProbes() {
        Cluster<FakeTransport> cluster = open();
        Attempt<FakeTransport> stuck = beginOn(cluster, "n2");
        stuck.responded(Fixture.OK);
        stuck.awaitsBody();
        fixture.clock.advance(Duration.ofSeconds(1));
        stuck.gotBody(true);
        fixture.clock.advance(Duration.ofMillis(1450));
        assertThat(stuck.givenUp()).isNull();
        fixture.clock.advance(AT_MOST.minusMillis(1450));
        assertThat(stuck.givenUp()).hasMessageContaining("midst of a response");
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void callerThatTakesItsTimeToRead_isNotTheNodesFault() {
        Cluster<FakeTransport> cluster = open();
        Attempt<FakeTransport> unread = beginOn(cluster, "n2");
        unread.responded(Fixture.OK);
        unread.awaitsBody();
        unread.gotBody(false);
        hang("n2");
        fixture.clock.advance(Duration.ofSeconds(2)); // discovery's own questions aside
        assertThat(unread.givenUp()).isNull();
        assertThat(fixture.control.takeAsked()).doesNotContain("n2/");
    }

    @Test
    void whatHangsOnTheLastNodeUp_isGivenUpOnceAnotherIsBack() {
        Cluster<FakeTransport> cluster = open();
        fixture.control.refuse("n2").refuse("n3");
        finish(Objects.requireNonNull(beginOn(cluster, "n2").failed(refused(), false)));
        finish(Objects.requireNonNull(beginOn(cluster, "n3").failed(refused(), false)));
        Attempt<FakeTransport> hanging = beginOn(cluster, "n1");
        hang("n1");
        fixture.clock.advance(Duration.ofSeconds(8));
        assertThat(hanging.givenUp()).isNull();
        assertThat(state(cluster, "n1")).isEqualTo(NodeState.UP);
        fixture.control.nodes("n2", "n1", "n2", "n3");
        fixture.clock.advance(Duration.ofMillis(2400).plus(AT_MOST));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        assertThat(hanging.givenUp()).isNotNull();
        assertThat(ask(cluster, 4)).containsOnlyKeys("n2");
    }

    @Test
    void whatHangsOnANodeThatWentDownOtherwise_isGivenUpToo() {
        Cluster<FakeTransport> cluster = open();
        Attempt<FakeTransport> hanging = beginOn(cluster, "n2");
        fixture.control.refuse("n2");
        finish(Objects.requireNonNull(beginOn(cluster, "n2").failed(refused(), false)));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        fixture.clock.advance(AT_MOST);
        assertThat(hanging.givenUp()).isNotNull();
    }

    @Test
    void watchSleepsWhileNothingFlows_andWakesForTheNextRequest() {
        Cluster<FakeTransport> cluster = open();
        ask(cluster, 3);
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(fixture.clock.pending()).isEqualTo(1); // discovery's next question
        Attempt<FakeTransport> hanging = beginOn(cluster, "n3");
        hang("n3");
        fixture.clock.advance(AT_MOST);
        assertThat(hanging.givenUp()).isNotNull();
    }

    @Test
    void clientOfANodeThatWentDown_isClosedWhenItsLastRequestEnds_andMadeAnew() {
        Cluster<FakeTransport> cluster = fixture.open(config -> config.strategy(RoutingStrategy.PER_CONNECTION));
        Attempt<FakeTransport> first = cluster.begin(request());
        String host = first.node().address().host();
        Attempt<FakeTransport> last = beginOn(cluster, host, "last");
        FakeTransport before = first.transport();
        finish(Objects.requireNonNull(first.failed(refused(), false)));
        fixture.clock.advance(Duration.ofMillis(400));
        assertThat(before.isClosed()).isFalse();
        finish(last);
        fixture.clock.advance(Duration.ofMillis(100));
        assertThat(before.isClosed()).isTrue();
        fixture.clock.advance(Duration.ofSeconds(2));
        Attempt<FakeTransport> after = beginOn(cluster, host, "after");
        assertThat(after.transport()).isNotSameAs(before);
        finish(after);
    }
}
