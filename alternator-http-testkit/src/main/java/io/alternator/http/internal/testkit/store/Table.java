package io.alternator.http.internal.testkit.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternator.http.internal.testkit.value.Scalar;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** One table. Reads and writes of one item are linearizable; a page of several items is not a snapshot. */
final class Table {
    private final TableSchema schema;
    private final ObjectNode description;
    private final ConcurrentNavigableMap<PrimaryKey, StoredItem> items = new ConcurrentSkipListMap<>();

    /** A table without items; {@code description} is what DescribeTable tells of it besides its size. */
    Table(TableSchema schema, ObjectNode description) {
        this.schema = schema;
        this.description = description;
    }

    /** What a write found and what it left; null where there was no item. */
    record Change(@Nullable StoredItem before, @Nullable StoredItem after) {}

    /** Computes what becomes of an item. May be called more than once for one write, and must have no side effect. */
    @FunctionalInterface
    interface Write {
        /** The item afterwards, or null to delete it; an exception leaves it as it is. */
        @Nullable
        StoredItem apply(@Nullable StoredItem before);
    }

    TableSchema schema() {
        return schema;
    }

    /** The table's {@code TableDescription} in this status. */
    ObjectNode description(String status) {
        return description
                .deepCopy()
                .put("TableStatus", status)
                .put("ItemCount", items.size())
                .put(
                        "TableSizeBytes",
                        items.values().stream().mapToLong(StoredItem::size).sum());
    }

    @Nullable
    StoredItem get(PrimaryKey key) {
        return items.get(key);
    }

    Change change(PrimaryKey key, Write write) {
        Change[] change = new Change[1];
        items.compute(key, (sameKey, before) -> {
            StoredItem after = write.apply(before);
            change[0] = new Change(before, after); // if another thread was faster, the map asks again
            return after;
        });
        return change[0];
    }

    NavigableMap<PrimaryKey, StoredItem> all() {
        return items;
    }

    NavigableMap<PrimaryKey, StoredItem> partition(Scalar hash) {
        return items.subMap(PrimaryKey.beforeAll(hash), PrimaryKey.afterAll(hash));
    }
}
