package io.alternator.http.internal.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HedgeBudgetTest {
    private final HedgeBudget budget = new HedgeBudget();

    private void ask(int requests) {
        for (int i = 0; i < requests; i++) {
            budget.asked();
        }
    }

    private int takeAll() {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }

    @Test
    void aFewAreThereAtFirst_thenOneForFiftyRequests() {
        assertThat(takeAll()).isEqualTo(3);
        ask(49);
        assertThat(takeAll()).isZero();
        ask(1);
        assertThat(takeAll()).isEqualTo(1);
        ask(250);
        assertThat(takeAll()).isEqualTo(5);
    }

    @Test
    void noMoreThanTenAreSavedUp() {
        ask(100_000);
        assertThat(takeAll()).isEqualTo(10);
    }

    @Test
    void whatIsGivenBack_canBeTakenAgain() {
        takeAll();
        budget.giveBack();
        assertThat(takeAll()).isEqualTo(1);
    }

    @Test
    void noneIsTakenTwice_byManyThreads() {
        AtomicInteger taken = new AtomicInteger();
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                            for (int i = 0; i < 10_000; i++) {
                                budget.asked();
                                if (budget.take()) {
                                    taken.incrementAndGet();
                                }
                            }
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(taken.get() + takeAll()).isEqualTo(3 + 8 * 10_000 / 50);
    }
}
