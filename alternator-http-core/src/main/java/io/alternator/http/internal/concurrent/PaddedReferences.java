package io.alternator.http.internal.concurrent;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** An array of frequently written references, each in its own cache line; see {@link StripedCounter}. Thread-safe. */
public final class PaddedReferences<V> {
    private static final int MIN_REFERENCE_BYTES = 4; // compressed references
    private static final int DISTANCE = Padding.BYTES / MIN_REFERENCE_BYTES;

    private final AtomicReferenceArray<@Nullable V> references;

    /** {@code count} references, all null. */
    public PaddedReferences(int count) {
        references = new AtomicReferenceArray<>(DISTANCE * (count + 1));
    }

    public @Nullable V get(int index) {
        return references.get(position(index));
    }

    public @Nullable V getAndSet(int index, @Nullable V value) {
        return references.getAndSet(position(index), value);
    }

    public boolean compareAndSet(int index, @Nullable V expected, @Nullable V value) {
        return references.compareAndSet(position(index), expected, value);
    }

    private static int position(int index) {
        return DISTANCE * (index + 1);
    }
}
