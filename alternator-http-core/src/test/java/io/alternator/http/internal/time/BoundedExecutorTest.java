package io.alternator.http.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.internal.testing.TestIdentity;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BoundedExecutorTest {
    private final BackgroundThreads threads = BackgroundThreads.acquire();
    private final CountDownLatch blocker = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(2);
    private final CountDownLatch begun = new CountDownLatch(2);
    private final AtomicBoolean interrupted = new AtomicBoolean();

    @AfterEach
    void release() {
        blocker.countDown();
        threads.release();
    }

    private void block() {
        begun.countDown();
        try {
            blocker.await();
        } catch (InterruptedException e) {
            interrupted.set(true);
        }
        done.countDown();
    }

    @Test
    void tasksBeyondTheLimitWait_andThoseOfAnotherClientDoNot() throws InterruptedException {
        BoundedExecutor client = BoundedExecutor.queueing(threads, 1, TestIdentity.ORDERS);
        client.execute(this::block);
        client.execute(this::block);
        CountDownLatch other = new CountDownLatch(1);
        BoundedExecutor.queueing(threads, 1, TestIdentity.ORDERS).execute(other::countDown);
        assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(done.getCount()).isEqualTo(2);
        blocker.countDown();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(client.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void taskThatThrows_doesNotStopTheOthers() throws InterruptedException {
        BoundedExecutor client = BoundedExecutor.queueing(threads, 1, TestIdentity.ORDERS);
        client.execute(() -> {
            throw new AssertionError("thrown by the test");
        });
        client.execute(done::countDown);
        client.execute(done::countDown);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void withoutAQueue_tasksBeyondTheLimitAreRejected() {
        BoundedExecutor client = BoundedExecutor.rejecting(threads, 1, TestIdentity.ORDERS);
        client.execute(this::block);
        assertThatThrownBy(() -> client.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void afterShutDown_tasksAreRejected_andWhatRunsCanBeInterrupted() throws InterruptedException {
        BoundedExecutor client = BoundedExecutor.queueing(threads, 2, TestIdentity.ORDERS);
        client.execute(this::block);
        client.execute(this::block);
        client.shutDown();
        assertThatThrownBy(() -> client.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(client.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue(); // what has not begun would be dropped
        client.interrupt();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted).isTrue();
        assertThat(client.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
}
