package io.alternator.http.internal.testkit.store;

import io.alternator.http.internal.testkit.value.Scalar;
import java.util.Comparator;
import java.util.Optional;

/**
 * Where an item is in its table: partitions are ordered by a token of the hash key, as in Alternator, and a partition's items by
 * the range key.
 *
 * @param token a function of the hash key
 * @param side before, among or behind the items of the partition
 * @param range empty if the table has no range key, and for a side
 */
record PrimaryKey(int token, Scalar hash, Side side, Optional<Scalar> range) implements Comparable<PrimaryKey> {
    private static final int SPREAD = 0x9E3779B9;
    private static final Comparator<PrimaryKey> ORDER = Comparator.comparingInt(PrimaryKey::token)
            .thenComparing(PrimaryKey::hash)
            .thenComparing(PrimaryKey::side)
            .thenComparing(key -> key.range().orElse(key.hash()));

    enum Side {
        BEFORE_ALL,
        ITEM,
        AFTER_ALL
    }

    private PrimaryKey(Scalar hash, Side side, Optional<Scalar> range) {
        this(hash.hashCode() * SPREAD, hash, side, range);
    }

    static PrimaryKey of(Scalar hash, Optional<Scalar> range) {
        return new PrimaryKey(hash, Side.ITEM, range);
    }

    static PrimaryKey beforeAll(Scalar hash) {
        return new PrimaryKey(hash, Side.BEFORE_ALL, Optional.empty());
    }

    static PrimaryKey afterAll(Scalar hash) {
        return new PrimaryKey(hash, Side.AFTER_ALL, Optional.empty());
    }

    @Override
    public int compareTo(PrimaryKey other) {
        return ORDER.compare(this, other);
    }
}
