package io.alternator.http.internal.routing;

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
    private final InFlightTable<Element> outstanding = new InFlightTable<>();

    private static final class Element extends InFlightTable.Entry {}

    private List<Element> all() {
        List<Element> all = new ArrayList<>();
        outstanding.forEach(all::add);
        return all;
    }

    @Test
    void tenThousandAtOnce_eachIsThereOnceUntilItIsRemoved() {
        List<Element> elements = Stream.generate(Element::new).limit(10_000).toList();
        for (int i = 0; i < elements.size(); i++) {
            outstanding.add(elements.get(i), i * 1_000L);
        }
        assertThat(all()).hasSize(elements.size()).doesNotHaveDuplicates();
        Set<Element> left = new HashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            if (i % 3 == 0) {
                left.add(elements.get(i));
            } else {
                assertThat(outstanding.remove(elements.get(i))).isTrue();
            }
            assertThat(outstanding.contains(elements.get(i))).isEqualTo(i % 3 == 0);
        }
        assertThat(all()).hasSameElementsAs(left);
    }

    @Test
    void removedOnce_whoeverHasThePlaceNow() {
        Element first = new Element();
        Element second = new Element();
        outstanding.add(first, 0);
        assertThat(outstanding.remove(first)).isTrue();
        outstanding.add(second, 0); // by the same thread: in the same place
        assertThat(outstanding.contains(first)).isFalse();
        assertThat(outstanding.remove(first)).isFalse();
        assertThat(all()).containsExactly(second);
    }

    @Test
    void oneHintForAll_isSlowAtWorst() {
        for (int i = 0; i < 100; i++) {
            outstanding.add(new Element(), 7);
        }
        assertThat(all()).hasSize(100);
    }

    @Test
    void manyThreads_loseNothing() {
        CompletableFuture<?>[] threads = IntStream.range(0, 8)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    Random random = new Random(thread);
                    for (int i = 0; i < 20_000; i++) {
                        Element element = new Element();
                        outstanding.add(element, random.nextInt(3));
                        if (i % 1000 == 0) {
                            assertThat(all()).contains(element);
                        }
                        assertThat(outstanding.remove(element)).isTrue();
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(threads).join();
        assertThat(all()).isEmpty();
    }

    /** Another thread may find an element and remove it at once: it has its place by then. */
    @Test
    void whoeverFindsOne_canRemoveIt() {
        AtomicInteger removed = new AtomicInteger();
        AtomicBoolean added = new AtomicBoolean();
        CompletableFuture<Void> remover = CompletableFuture.runAsync(() -> {
            while (!added.get() || !all().isEmpty()) {
                outstanding.forEach(element -> removed.addAndGet(outstanding.remove(element) ? 1 : 0));
            }
        });
        for (int i = 0; i < 20_000; i++) {
            outstanding.add(new Element(), i);
        }
        added.set(true);
        remover.join();
        assertThat(removed).hasValue(20_000);
    }
}
