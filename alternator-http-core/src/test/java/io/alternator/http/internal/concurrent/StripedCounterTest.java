package io.alternator.http.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

final class StripedCounterTest {
    private final StripedCounter counter = new StripedCounter();

    @Test
    void sumIncludesAllStripes() {
        for (int stripe = 0; stripe < StripedCounter.STRIPES; stripe++) {
            assertThat(counter.getAndAdd(stripe, 10L + stripe)).isZero();
        }
        assertThat(counter.getAndAdd(2, -3)).isEqualTo(12);
        assertThat(counter.get(2)).isEqualTo(9);
        assertThat(counter.sum()).isEqualTo(10 + 11 + 9 + 13);
    }

    @Test
    void successiveThreadsUseDifferentStripes_andAllStripesAreUsed() throws Exception {
        ConcurrentMap<Long, Integer> stripes = new ConcurrentHashMap<>();
        for (int i = 0; i < 64; i++) {
            Thread thread = new Thread(() -> {
                stripes.put(Thread.currentThread().getId(), StripedCounter.stripe());
                counter.getAndAdd(StripedCounter.stripe(), 1);
            });
            thread.start();
            thread.join();
        }
        Set<Integer> used = new HashSet<>();
        stripes.forEach((id, stripe) -> {
            used.add(stripe);
            assertThat(stripe).isNotEqualTo(stripes.get(id + 1));
        });
        assertThat(used).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(counter.sum()).isEqualTo(64);
    }
}
