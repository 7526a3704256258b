package io.alternator.http.internal.affinity;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The order for one partition key: random, with the key's hash as the seed, so that each key has its own. Computed as far as it is
 * asked for, which usually is one node.
 *
 * @param ring the nodes in the canonical order; not empty
 * @param hash of the key; see {@link KeyHash}
 */
record KeyOrder<T>(List<T> ring, long hash) implements NodeOrder<T> {

    @Override
    public @Nullable T first(Predicate<? super T> wanted) {
        LaggedFibonacci random = new LaggedFibonacci(hash);
        int pick = random.next(ring.size());
        T node = ring.get(pick);
        return wanted.test(node) ? node : after(pick, random, wanted);
    }

    /** The nodes that are not picked yet stay in a list, in which the last one takes the place of the one that is picked. */
    private @Nullable T after(int first, LaggedFibonacci random, Predicate<? super T> wanted) {
        int[] left = IntStream.range(0, ring.size()).toArray();
        int pick = first;
        for (int last = ring.size() - 1; last > 0; last--) {
            left[pick] = left[last];
            pick = random.next(last);
            T node = ring.get(left[pick]);
            if (wanted.test(node)) {
                return node;
            }
        }
        return null;
    }
}
