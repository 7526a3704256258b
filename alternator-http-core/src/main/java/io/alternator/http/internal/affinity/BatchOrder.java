package io.alternator.http.internal.affinity;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The order for a batch of writes; see {@link Ring#orderOfBatch}. */
record BatchOrder<T>(List<T> nodes) implements NodeOrder<T> {

    @Override
    public @Nullable T first(Predicate<? super T> wanted) {
        for (T node : nodes) {
            if (wanted.test(node)) {
                return node;
            }
        }
        return null;
    }
}
