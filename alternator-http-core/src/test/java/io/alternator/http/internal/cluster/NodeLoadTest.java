package io.alternator.http.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.concurrent.StripedCounter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class NodeLoadTest {
    private static final int ROUNDS = 1_000;
    private static final int THREADS = 2;
    private static final int THREADS_OF_ALL_STRIPES = 16;

    private static final class TestLoad extends NodeLoad {}

    private final TestLoad load = new TestLoad();

    @Test
    void nodeWithARequestIsNotRetired_andARetiredNodeGetsNoRequest() {
        assertThat(load.acquire()).isTrue();
        assertThat(load.retire()).isFalse();
        assertThat(load.isRetired()).isFalse();
        assertThat(load.acquire()).isTrue();
        load.release();
        load.release();
        assertThat(load.retire()).isTrue();
        assertThat(load.retire()).isFalse();
        assertThat(load.isRetired()).isTrue();
        assertThat(load.acquire()).isFalse();
        assertThat(load.inFlight()).isZero();
    }

    @Test
    void requestThatEndsOnAnotherThread_isSubtractedFromItsOwnStripe() throws Exception {
        int stripe = StripedCounter.stripe();
        load.acquire();
        load.acquire();
        Thread other = new Thread(() -> load.release(stripe));
        other.start();
        other.join();
        assertThat(load.ownInFlight()).isEqualTo(1);
        assertThat(load.inFlight()).isEqualTo(1);
    }

    @Test
    void requestsOfOtherThreads_countInTheSumOnly() throws Exception {
        for (int i = 0; i < THREADS_OF_ALL_STRIPES; i++) {
            Thread other = new Thread(load::acquire);
            other.start();
            other.join();
        }
        assertThat(load.ownInFlight()).isLessThan(THREADS_OF_ALL_STRIPES);
        assertThat(load.inFlight()).isEqualTo(THREADS_OF_ALL_STRIPES);
        assertThat(load.retire()).isFalse();
    }

    @Test
    void noThreadAcquires_afterTheNodeWasRetired() throws Exception {
        AtomicInteger acquiredAfterRetirement = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            TestLoad contested = new TestLoad();
            AtomicBoolean retired = new AtomicBoolean();
            Thread[] threads = new Thread[THREADS];
            for (int i = 0; i < THREADS; i++) {
                threads[i] = new Thread(() -> {
                    while (!retired.get()) {
                        if (contested.acquire()) {
                            pause();
                            if (retired.get()) {
                                acquiredAfterRetirement.incrementAndGet();
                            }
                            contested.release();
                        }
                        pause();
                    }
                });
                threads[i].start();
            }
            while (!contested.retire()) {
                LockSupport.parkNanos(1); // with few processors, a thread that has a request may wait for this one's
            }
            retired.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(acquiredAfterRetirement).hasValue(0);
    }

    /** Makes it likely that the node has a request at some times and none at others. */
    private static void pause() {
        for (int i = 0; i < 20; i++) {
            Thread.onSpinWait();
        }
    }
}
