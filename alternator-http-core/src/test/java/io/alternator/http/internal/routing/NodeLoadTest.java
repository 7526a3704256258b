package io.alternator.http.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.concurrent.StripedCounter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class NodeLoadTest {
    private static final int ROUNDS = 1_000;
    private static final int THREADS = 2;
    private static final int THREADS_OF_ALL_STRIPES = 16;

    private static final class Place extends NodeLoad {}

    private final Place place = new Place();

    @Test
    void whoIsHeld_isNotRetired_andWhoIsRetired_isHeldByNobody() {
        assertThat(place.acquire()).isTrue();
        assertThat(place.retire()).isFalse();
        assertThat(place.isRetired()).isFalse();
        assertThat(place.acquire()).isTrue();
        place.release();
        place.release();
        assertThat(place.retire()).isTrue();
        assertThat(place.retire()).isFalse();
        assertThat(place.isRetired()).isTrue();
        assertThat(place.acquire()).isFalse();
        assertThat(place.inFlight()).isZero();
    }

    @Test
    void whatAnotherThreadGivesBack_isCountedWhereItWasTaken() throws Exception {
        int stripe = StripedCounter.stripe();
        place.acquire();
        place.acquire();
        Thread other = new Thread(() -> place.release(stripe));
        other.start();
        other.join();
        assertThat(place.ownInFlight()).isEqualTo(1);
        assertThat(place.inFlight()).isEqualTo(1);
    }

    @Test
    void whatOthersHold_isInTheSumOnly() throws Exception {
        for (int i = 0; i < THREADS_OF_ALL_STRIPES; i++) {
            Thread other = new Thread(place::acquire);
            other.start();
            other.join();
        }
        assertThat(place.ownInFlight()).isLessThan(THREADS_OF_ALL_STRIPES);
        assertThat(place.inFlight()).isEqualTo(THREADS_OF_ALL_STRIPES);
        assertThat(place.retire()).isFalse();
    }

    @Test
    void nobodyIsLetIn_afterItWasRetired_howeverManyTry() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            Place contested = new Place();
            AtomicBoolean retired = new AtomicBoolean();
            Thread[] threads = new Thread[THREADS];
            for (int i = 0; i < THREADS; i++) {
                threads[i] = new Thread(() -> {
                    while (!retired.get()) {
                        if (contested.acquire()) {
                            pause();
                            if (retired.get()) {
                                holders.incrementAndGet();
                            }
                            contested.release();
                        }
                        pause();
                    }
                });
                threads[i].start();
            }
            while (!contested.retire()) {
                Thread.onSpinWait();
            }
            retired.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(holders).hasValue(0);
    }

    /** So that there are moments with a holder and moments without one. */
    private static void pause() {
        for (int i = 0; i < 20; i++) {
            Thread.onSpinWait();
        }
    }
}
