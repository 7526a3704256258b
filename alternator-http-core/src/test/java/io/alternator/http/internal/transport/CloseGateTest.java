package io.alternator.http.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class CloseGateTest {
    private final CloseGate gate = new CloseGate();

    @Test
    void closedGate_letsNothingBegin() {
        assertThat(gate.whileOpen(() -> "sent")).isEqualTo("sent");
        gate.close();
        gate.close();
        AtomicBoolean ran = new AtomicBoolean();
        assertThatIllegalStateException()
                .isThrownBy(() -> gate.whileOpen(() -> ran.getAndSet(true)))
                .withMessage("the client is closed");
        assertThatIllegalStateException().isThrownBy(gate::requireOpen);
        assertThat(ran).isFalse();
    }

    @Test
    void close_waitsForAnActionThatRuns() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletableFuture<Boolean> endedFirst = new CompletableFuture<>();
        CompletableFuture<Void> action = CompletableFuture.runAsync(() -> gate.whileOpen(() -> {
            running.countDown();
            return end.join();
        }));
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> {
            gate.close();
            endedFirst.complete(end.isDone());
        });
        assertThatIllegalStateException().isThrownBy(() -> {
            while (true) {
                gate.requireOpen(); // until it is being closed
            }
        });
        end.complete(null);
        CompletableFuture.allOf(action, closing).get(10, TimeUnit.SECONDS);
        assertThat(endedFirst).isCompletedWithValue(true);
    }

    @Test
    void actionThatCloses_doesNotWaitForItself() {
        gate.whileOpen(() -> {
            gate.close();
            return true;
        });
        assertThatIllegalStateException().isThrownBy(gate::requireOpen);
    }
}
