package io.alternator.http.internal.concurrent;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** References that threads write all the time, each in a line of memory of its own; see {@link StripedCounter}. */
public final class PaddedReferences<V> {
    private static final int LEAST_BYTES = 4; // of a reference
    private static final int PADDING = Padding.BYTES / LEAST_BYTES;

    private final AtomicReferenceArray<@Nullable V> references;

    /** So many, all null. */
    public PaddedReferences(int count) {
        references = new AtomicReferenceArray<>(PADDING * (count + 1));
    }

    public @Nullable V get(int index) {
        return references.get(place(index));
    }

    public @Nullable V getAndSet(int index, @Nullable V value) {
        return references.getAndSet(place(index), value);
    }

    public boolean compareAndSet(int index, @Nullable V expected, @Nullable V value) {
        return references.compareAndSet(place(index), expected, value);
    }

    private static int place(int index) {
        return PADDING * (index + 1);
    }
}
