package io.alternator.http.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OutstandingTest {
    private final Outstanding<Integer> outstanding = new Outstanding<>();

    private List<Integer> all() {
        List<Integer> all = new ArrayList<>();
        outstanding.forEach(all::add);
        return all;
    }

    @Test
    void tenThousandAtOnce_eachIsThereOnceUntilItIsRemoved() {
        int[] places = new int[10_000];
        for (int i = 0; i < places.length; i++) {
            places[i] = outstanding.add(i, i * 1_000L);
        }
        assertThat(all()).hasSize(places.length).doesNotHaveDuplicates();
        Set<Integer> left = new HashSet<>();
        for (int i = 0; i < places.length; i++) {
            if (i % 3 == 0) {
                left.add(i);
            } else {
                outstanding.remove(places[i]);
            }
        }
        assertThat(all()).hasSameElementsAs(left);
    }

    @Test
    void oneHintForAll_isSlowAtWorst() {
        for (int i = 0; i < 100; i++) {
            outstanding.add(i, 7);
        }
        assertThat(all()).hasSize(100);
    }

    @Test
    void manyThreads_loseNothing() {
        CompletableFuture<?>[] threads = IntStream.range(0, 8)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    Random random = new Random(thread);
                    for (int i = 0; i < 20_000; i++) {
                        Integer element = thread * 100_000 + i;
                        int place = outstanding.add(element, random.nextInt(3));
                        if (i % 1000 == 0) {
                            assertThat(all()).contains(element);
                        }
                        outstanding.remove(place);
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(threads).join();
        assertThat(all()).isEmpty();
    }
}
