package io.alternator.http.internal.affinity;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The nodes in the order in which a request should try them. Immutable. */
public sealed interface NodeOrder<T> permits KeyOrder, BatchOrder {

    /** The first node that passes; null if none does. Each node is tested once at most, in the order. */
    @Nullable
    T first(Predicate<? super T> wanted);

    /** True if the node is the first of the order, whatever its health. */
    default boolean isFirst(T node) {
        return node.equals(first(any -> true));
    }
}
