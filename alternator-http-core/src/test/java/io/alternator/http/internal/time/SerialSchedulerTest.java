package io.alternator.http.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.testing.TestIdentity;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SerialSchedulerTest {
    private final BackgroundThreads threads = BackgroundThreads.acquire();
    private final SerialScheduler scheduler = new SerialScheduler(threads, TestIdentity.ORDERS);

    @AfterEach
    void close() {
        scheduler.close();
        threads.release();
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
    void closedSchedulerDiscardsTasks() throws InterruptedException {
        awaitOneMoreTask();
        scheduler.close();
        assertThat(scheduler.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        scheduler.execute(() -> {
            throw new AssertionError("runs after close");
        });
    }

    @Test
    void closingIsWaitedFor_exceptByTheTaskThatCloses() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch blocker = new CountDownLatch(1);
        AtomicBoolean waited = new AtomicBoolean();
        CountDownLatch closed = new CountDownLatch(1);
        scheduler.execute(() -> {
            started.countDown();
            await(blocker);
            scheduler.close();
            waited.set(!terminates(Long.MAX_VALUE));
            closed.countDown();
        });
        started.await();
        assertThat(terminates(1)).isFalse();
        blocker.countDown();
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(waited).isFalse();
        assertThat(terminates(TimeUnit.SECONDS.toNanos(10))).isTrue();
    }

    @Test
    void tasksOfClosedSchedulers_areNotHeldUntilTheyAreDue() throws InterruptedException {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        Reference<Object> held = scheduleHolding(collected);
        scheduler.close();
        Reference<?> found = null;
        for (int i = 0; found == null && i < 100; i++) {
            System.gc();
            found = collected.remove(100);
        }
        assertThat(found).isSameAs(held);
    }

    private Reference<Object> scheduleHolding(ReferenceQueue<Object> collected) {
        Object held = new Object();
        scheduler.schedule(() -> assertThat(held).isNotNull(), Duration.ofDays(1));
        return new PhantomReference<>(held, collected);
    }

    /** A stuck client must not delay the others: here 20 of 21 are stuck at once. */
    @Test
    void taskThatBlocks_delaysOnlyItsOwnClient() throws InterruptedException {
        CountDownLatch blocker = new CountDownLatch(1);
        List<SerialScheduler> stuck = Stream.generate(() -> new SerialScheduler(threads, TestIdentity.ORDERS))
                .limit(20)
                .toList();
        try {
            stuck.forEach(client -> client.execute(() -> await(blocker)));
            awaitOneMoreTask();
            scheduler.schedule(() -> {}, Duration.ofMillis(1));
            awaitOneMoreTask();
            assertThat(workers()).isBetween(21L, 22L);
        } finally {
            blocker.countDown();
            stuck.forEach(SerialScheduler::close);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (workers() > 2 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(workers()).isLessThanOrEqualTo(2);
    }

    @Test
    void tasksOfAThousandClients_runOnAFewThreads() throws InterruptedException {
        List<SerialScheduler> clients = Stream.generate(() -> new SerialScheduler(threads, TestIdentity.ORDERS))
                .limit(1000)
                .toList();
        CountDownLatch ran = new CountDownLatch(10 * clients.size());
        clients.forEach(
                client -> IntStream.range(0, 10).forEach(i -> client.schedule(ran::countDown, Duration.ofMillis(i))));
        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(workers()).isLessThan(20);
        clients.forEach(SerialScheduler::close);
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("alternator-worker"))
                .count();
    }

    private boolean terminates(long nanos) {
        try {
            return scheduler.awaitTermination(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
