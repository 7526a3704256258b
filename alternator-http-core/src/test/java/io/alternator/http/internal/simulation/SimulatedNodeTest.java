package io.alternator.http.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.control.ControlReply;
import io.alternator.http.internal.testing.FakeClock;
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
    void fourAreServedAtOnce_theOthersWait() {
        serve(4000);
        clock.advance(Duration.ofMillis(1500)); // half of 4000 / 4 × 3 ms
        assertThat(replies).hasSizeBetween(1900, 2100);
        clock.advance(Duration.ofMillis(1700));
        assertThat(replies).hasSize(4000).containsOnly(Reply.OK);
    }

    @Test
    void costlyRequest_takesSoMuchLonger() {
        node.serve(100, replies::add);
        clock.advance(Duration.ofMillis(209)); // seven tenths are certain
        assertThat(replies).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(replies).containsExactly(Reply.OK);
    }

    @Test
    void hungNode_answersNothing_andEverythingOnceItIsWell() {
        serve(6);
        node.becomes(Condition.HUNG);
        serve(6);
        CompletableFuture<ControlReply> probe = node.ask(ANSWER);
        clock.advance(Duration.ofSeconds(10));
        assertThat(replies).isEmpty();
        assertThat(probe).isNotDone();
        node.becomes(Condition.WELL);
        clock.advance(Duration.ofSeconds(1));
        assertThat(replies).hasSize(12).containsOnly(Reply.OK);
        assertThat(probe).isCompletedWithValue(ANSWER);
    }

    @Test
    void nodeThatDies_resetsWhatItHas_andRefuses() {
        serve(6);
        node.becomes(Condition.DOWN);
        clock.advance(Duration.ofSeconds(1));
        assertThat(replies).hasSize(6).containsOnly(Reply.RESET);
        serve(1);
        CompletableFuture<ControlReply> probe = node.ask(ANSWER);
        clock.advance(Duration.ofSeconds(1));
        assertThat(replies).endsWith(Reply.REFUSED);
        assertThat(probe).isCompletedExceptionally();
    }

    @Test
    void slowNode_serves_asManyAsEver_butLater() {
        node.becomes(Condition.SLOW);
        serve(1000);
        clock.advance(SimulatedNode.SLOWNESS);
        assertThat(replies).isEmpty();
        clock.advance(Duration.ofMillis(900));
        assertThat(replies).hasSize(1000);
    }

    @Test
    void whoHangsUp_hearsNothing() {
        node.serve(1, replies::add).cancel();
        clock.advance(Duration.ofSeconds(1));
        assertThat(replies).isEmpty();
    }
}
