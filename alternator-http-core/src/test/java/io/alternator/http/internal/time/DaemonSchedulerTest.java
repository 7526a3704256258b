package io.alternator.http.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DaemonSchedulerTest {
    private final DaemonScheduler scheduler = new DaemonScheduler("test");

    @AfterEach
    void close() {
        scheduler.close();
    }

    private void awaitOneMoreTask() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        scheduler.execute(ran::countDown);
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void taskThatThrows_doesNotStopTheScheduler() throws InterruptedException {
        scheduler.execute(() -> {
            throw new IllegalStateException("thrown by the test");
        });
        scheduler.execute(() -> {
            throw new AssertionError("thrown by the test");
        });
        awaitOneMoreTask();
    }

    @Test
    void interruptFromATask_doesNotStopTheScheduler() throws InterruptedException {
        scheduler.execute(() -> Thread.currentThread().interrupt());
        awaitOneMoreTask();
        scheduler.schedule(() -> {}, Duration.ofMillis(1));
        awaitOneMoreTask();
    }

    @Test
    void cancelledTask_doesNotRun() throws InterruptedException {
        AtomicBoolean ran = new AtomicBoolean();
        CountDownLatch blocker = new CountDownLatch(1);
        scheduler.execute(() -> {
            try {
                blocker.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        scheduler.schedule(() -> ran.set(true), Duration.ZERO).cancel();
        blocker.countDown();
        awaitOneMoreTask();
        assertThat(ran).isFalse();
    }

    @Test
    void closedSchedulerDiscardsTasks_andItsThreadEnds() throws InterruptedException {
        awaitOneMoreTask();
        scheduler.close();
        assertThat(scheduler.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        scheduler.execute(() -> {
            throw new AssertionError("runs after close");
        });
    }
}
