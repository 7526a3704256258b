package io.alternator.http.internal.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HedgeBudgetTest {
    private final HedgeBudget budget = new HedgeBudget();

    private void start(int requests) {
        for (int i = 0; i < requests; i++) {
            budget.requestStarted();
        }
    }

    private int acquireAll() {
        int acquired = 0;
        while (budget.tryAcquire()) {
            acquired++;
        }
        return acquired;
    }

    @Test
    void threeTokensAtFirst_thenOnePerFiftyRequests() {
        assertThat(acquireAll()).isEqualTo(3);
        start(49);
        assertThat(acquireAll()).isZero();
        start(1);
        assertThat(acquireAll()).isEqualTo(1);
        start(250);
        assertThat(acquireAll()).isEqualTo(5);
    }

    @Test
    void atMostTenTokensAreSaved() {
        start(100_000);
        assertThat(acquireAll()).isEqualTo(10);
    }

    @Test
    void releasedTokenCanBeAcquiredAgain() {
        acquireAll();
        budget.release();
        assertThat(acquireAll()).isEqualTo(1);
    }

    @Test
    void noTokenIsAcquiredTwice_byManyThreads() {
        AtomicInteger acquired = new AtomicInteger();
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                            for (int i = 0; i < 10_000; i++) {
                                budget.requestStarted();
                                if (budget.tryAcquire()) {
                                    acquired.incrementAndGet();
                                }
                            }
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(acquired.get() + acquireAll()).isEqualTo(3 + 8 * 10_000 / 50);
    }
}
