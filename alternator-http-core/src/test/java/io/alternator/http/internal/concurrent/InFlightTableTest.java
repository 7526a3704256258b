package io.alternator.http.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class InFlightTableTest {
    private final InFlightTable<Request> table = new InFlightTable<>();

    private static final class Request extends InFlightTable.Entry {}

    private List<Request> all() {
        List<Request> all = new ArrayList<>();
        table.forEach(all::add);
        return all;
    }

    @Test
    void tenThousandEntries_areEachFoundOnce_untilRemoved() {
        List<Request> requests = Stream.generate(Request::new).limit(10_000).toList();
        for (int i = 0; i < requests.size(); i++) {
            table.add(requests.get(i), i * 1_000L);
        }
        assertThat(all()).hasSize(requests.size()).doesNotHaveDuplicates();
        Set<Request> left = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            if (i % 3 == 0) {
                left.add(requests.get(i));
            } else {
                assertThat(table.remove(requests.get(i))).isTrue();
            }
            assertThat(table.contains(requests.get(i))).isEqualTo(i % 3 == 0);
        }
        assertThat(all()).hasSameElementsAs(left);
    }

    @Test
    void removedEntry_cannotBeRemovedAgain_whenItsSlotIsReused() {
        Request first = new Request();
        Request second = new Request();
        table.add(first, 0);
        assertThat(table.remove(first)).isTrue();
        table.add(second, 0); // by the same thread: in the same slot
        assertThat(table.contains(first)).isFalse();
        assertThat(table.remove(first)).isFalse();
        assertThat(all()).containsExactly(second);
    }

    @Test
    void entriesWithTheSameHint_areAllKept() {
        for (int i = 0; i < 100; i++) {
            table.add(new Request(), 7);
        }
        assertThat(all()).hasSize(100);
    }

    @Test
    void manyThreads_loseNoEntry() {
        CompletableFuture<?>[] threads = IntStream.range(0, 8)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    Random random = new Random(thread);
                    for (int i = 0; i < 20_000; i++) {
                        Request request = new Request();
                        table.add(request, random.nextInt(3));
                        if (i % 1000 == 0) {
                            assertThat(all()).contains(request);
                        }
                        assertThat(table.remove(request)).isTrue();
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(threads).join();
        assertThat(all()).isEmpty();
    }

    @Test
    void entryFoundByAnotherThread_canBeRemovedAtOnce() {
        AtomicInteger removed = new AtomicInteger();
        AtomicBoolean added = new AtomicBoolean();
        CompletableFuture<Void> remover = CompletableFuture.runAsync(() -> {
            while (!added.get() || !all().isEmpty()) {
                table.forEach(request -> removed.addAndGet(table.remove(request) ? 1 : 0));
            }
        });
        for (int i = 0; i < 20_000; i++) {
            table.add(new Request(), i);
        }
        added.set(true);
        remover.join();
        assertThat(removed).hasValue(20_000);
    }
}
