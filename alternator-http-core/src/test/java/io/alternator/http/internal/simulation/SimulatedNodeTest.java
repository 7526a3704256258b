package io.alternator.http.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.transport.ControlReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class SimulatedNodeTest {
    private static final ControlReply ANSWER = new ControlReply(200, new byte[0]);

    private final FakeClock clock = new FakeClock();
    private final SimulatedNode node = new SimulatedNode(clock, new Random(1));
    private final List<Reply> replies = new ArrayList<>();

    private void serve(int requests) {
        for (int i = 0; i < requests; i++) {
            node.serve(1, replies::add);
        }
    }

    @Test
    void fourRequestsAreServedAtOnce_theOthersWait() {
        serve(4000);
        clock.advance(Duration.ofMillis(1500)); // half of 4000 / 4 × 3 ms
        assertThat(replies).hasSizeBetween(1900, 2100);
        clock.advance(Duration.ofMillis(1700));
        assertThat(replies).hasSize(4000).containsOnly(Reply.OK);
    }

    @Test
    void costlyRequestTakesProportionallyLonger() {
        node.serve(100, replies::add);
        clock.advance(Duration.ofMillis(209)); // the minimum is 70 % of 100 × 3 ms
        assertThat(replies).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(replies).containsExactly(Reply.OK);
    }

    @Test
    void hungNodeAnswersNothing_andEverythingWhenItIsHealthyAgain() {
        serve(6);
        node.setCondition(Condition.HUNG);
        serve(6);
        CompletableFuture<ControlReply> probe = node.controlCall(ANSWER);
        clock.advance(Duration.ofSeconds(10));
        assertThat(replies).isEmpty();
        assertThat(probe).isNotDone();
        node.setCondition(Condition.HEALTHY);
        clock.advance(Duration.ofSeconds(1));
        assertThat(replies).hasSize(12).containsOnly(Reply.OK);
        assertThat(probe).isCompletedWithValue(ANSWER);
    }

    @Test
    void downNodeResetsItsRequests_andRefusesNewOnes() {
        serve(6);
        node.setCondition(Condition.DOWN);
        clock.advance(Duration.ofSeconds(1));
        assertThat(replies).hasSize(6).containsOnly(Reply.RESET);
        serve(1);
        CompletableFuture<ControlReply> probe = node.controlCall(ANSWER);
        clock.advance(Duration.ofSeconds(1));
        assertThat(replies).endsWith(Reply.REFUSED);
        assertThat(probe).isCompletedExceptionally();
    }

    @Test
    void slowNodeServesAsManyRequests_butLater() {
        node.setCondition(Condition.SLOW);
        serve(1000);
        clock.advance(SimulatedNode.SLOWNESS);
        assertThat(replies).isEmpty();
        clock.advance(Duration.ofMillis(900));
        assertThat(replies).hasSize(1000);
    }

    @Test
    void cancelledRequestGetsNoReply() {
        node.serve(1, replies::add).cancel();
        clock.advance(Duration.ofSeconds(1));
        assertThat(replies).isEmpty();
    }
}
