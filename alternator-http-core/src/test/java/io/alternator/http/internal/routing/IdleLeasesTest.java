package io.alternator.http.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.testing.FakeTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class IdleLeasesTest {
    private static final int THREADS = 40; // more than there are places

    private final ClusterNode<FakeTransport> member =
            new Fixture().open(config -> config).begin(Fixture.request()).member();
    private final IdleLeases<FakeTransport> idle = new IdleLeases<>();
    private final AtomicInteger returns = new AtomicInteger();

    private Lease<FakeTransport> put(long idleSince) {
        Lease<FakeTransport> lease = new Lease<>(member, idleSince);
        idle.put(lease);
        return lease;
    }

    private List<Lease<FakeTransport>> takeAll() {
        List<Lease<FakeTransport>> all = new ArrayList<>();
        for (Lease<FakeTransport> lease = idle.take(); lease != null; lease = idle.take()) {
            all.add(lease);
        }
        return all;
    }

    @Test
    void whatWasPut_isTakenOnce() {
        assertThat(idle.take()).isNull();
        List<Lease<FakeTransport>> put = List.of(put(1), put(2), put(3));
        assertThat(takeAll()).containsExactlyInAnyOrderElementsOf(put);
        assertThat(idle.take()).isNull();
    }

    @Test
    void mostRecentlyReturnedOneIsTaken_andTheOthersRest() {
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
    void whatOthersPut_isFound() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Lease<FakeTransport>>> put = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                put.add(threads.submit(() -> put(number)));
            }
            for (Future<?> one : put) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(takeAll()).hasSize(THREADS).doesNotHaveDuplicates();
    }

    @Test
    void aKindIsTakenOut_whereverItLies() {
        for (int i = 0; i < 10; i++) {
            put(i);
        }
        assertThat(idle.takeAll(lease -> lease.idleSince() % 2 == 0))
                .extracting(Lease::idleSince)
                .containsExactlyInAnyOrder(0L, 2L, 4L, 6L, 8L);
        assertThat(takeAll()).extracting(Lease::idleSince).containsExactlyInAnyOrder(1L, 3L, 5L, 7L, 9L);
    }

    /** Whoever puts a lease is still busy with it until that is done, so two threads need two. */
    @Test
    void whoeverTakesAndPuts_needsNoMoreLeasesThanThereAreThreads() {
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
        Lease<FakeTransport> lease = idle.take();
        if (lease == null) {
            opened.incrementAndGet();
        }
        put(returns.incrementAndGet());
    }
}
