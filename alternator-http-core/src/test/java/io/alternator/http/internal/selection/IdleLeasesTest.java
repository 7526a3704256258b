package io.alternator.http.internal.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.SentAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class IdleLeasesTest {
    private static final int THREADS = 40; // more than there are slots

    private final ClusterNode node = SentAttempt.begin(
                    new ClusterFixture().open(config -> config), ClusterFixture.request())
            .clusterNode();
    private final IdleLeases idle = new IdleLeases();
    private final AtomicInteger returns = new AtomicInteger();

    private Lease put(long idleSince) {
        Lease lease = new Lease(node, idleSince);
        idle.put(lease);
        return lease;
    }

    private List<Lease> takeAll() {
        List<Lease> all = new ArrayList<>();
        for (Lease lease = idle.take(); lease != null; lease = idle.take()) {
            all.add(lease);
        }
        return all;
    }

    @Test
    void returnedLeaseIsTakenOnce() {
        assertThat(idle.take()).isNull();
        List<Lease> put = List.of(put(1), put(2), put(3));
        assertThat(takeAll()).containsExactlyInAnyOrderElementsOf(put);
        assertThat(idle.take()).isNull();
    }

    @Test
    void mostRecentlyReturnedLeaseIsTaken_andTheOthersStayIdle() {
        put(1);
        put(2);
        put(3);
        for (int i = 4; i < 10; i++) {
            idle.take();
            put(i);
        }
        assertThat(takeAll()).extracting(Lease::idleSince).containsExactly(9L, 2L, 1L);
    }

    @Test
    void leasesReturnedByOtherThreadsAreFound() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Lease>> returned = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                returned.add(threads.submit(() -> put(number)));
            }
            for (Future<?> lease : returned) {
                lease.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(takeAll()).hasSize(THREADS).doesNotHaveDuplicates();
    }

    @Test
    void leasesThatMatchAreTaken_andTheOthersStay() {
        for (int i = 0; i < 10; i++) {
            put(i);
        }
        assertThat(idle.takeAll(lease -> lease.idleSince() % 2 == 0))
                .extracting(Lease::idleSince)
                .containsExactlyInAnyOrder(0L, 2L, 4L, 6L, 8L);
        assertThat(takeAll()).extracting(Lease::idleSince).containsExactlyInAnyOrder(1L, 3L, 5L, 7L, 9L);
    }

    /** A thread has its lease until {@code put} returns, so n threads need at most n leases. */
    @Test
    void concurrentTakeAndPut_needNoMoreLeasesThanThreads() {
        for (int threads = 2; threads <= 6; threads++) {
            AtomicInteger opened = new AtomicInteger();
            CompletableFuture<?>[] all = new CompletableFuture<?>[threads];
            ExecutorService pool = Executors.newFixedThreadPool(2 * threads);
            for (int i = 0; i < threads; i++) {
                all[i] = CompletableFuture.completedFuture(null);
                for (int turn = 0; turn < 20_000; turn++) { // each on another thread, as in an event loop
                    all[i] = all[i].thenRunAsync(() -> useOne(opened), pool);
                }
            }
            CompletableFuture.allOf(all).join();
            pool.shutdown();
            assertThat(opened.get()).isBetween(1, threads);
            assertThat(takeAll()).hasSize(opened.get()).doesNotHaveDuplicates();
        }
    }

    private void useOne(AtomicInteger opened) {
        Lease lease = idle.take();
        if (lease == null) {
            opened.incrementAndGet();
        }
        put(returns.incrementAndGet());
    }
}
