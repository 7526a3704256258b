package io.alternator.http.internal.testkit.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternator.http.internal.testkit.expression.Condition;
import io.alternator.http.internal.testkit.expression.Placeholders;
import io.alternator.http.internal.testkit.value.RequestException;
import java.util.NavigableMap;
import java.util.Optional;

/** Query and Scan: pages of items, each up to {@code Limit} items and 1 MB. */
final class PageOperations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_BYTES = 1 << 20;

    private final Tables tables;

    PageOperations(Tables tables) {
        this.tables = tables;
    }

    ObjectNode scan(Parameters request) {
        Table table = tables.of(request);
        return page(request, table.schema(), table.all(), Condition.NONE);
    }

    ObjectNode query(Parameters request) {
        Table table = tables.of(request);
        Placeholders placeholders = new Placeholders(request.json());
        KeyCondition condition =
                KeyCondition.of(request.condition("KeyConditionExpression", placeholders), table.schema());
        placeholders.requireAllUsed();
        NavigableMap<PrimaryKey, StoredItem> partition = table.partition(condition.hash());
        start(request, table.schema())
                .filter(key -> !key.hash().equals(condition.hash()))
                .ifPresent(key -> {
                    throw RequestException.invalid("ExclusiveStartKey: it is not in the partition that is queried");
                });
        return page(
                request,
                table.schema(),
                request.flag("ScanIndexForward", true) ? partition : partition.descendingMap(),
                condition.range());
    }

    private static ObjectNode page(
            Parameters request, TableSchema schema, NavigableMap<PrimaryKey, StoredItem> items, Condition condition) {
        int limit = request.count("Limit").orElse(Integer.MAX_VALUE);
        NavigableMap<PrimaryKey, StoredItem> rest =
                start(request, schema).map(key -> items.tailMap(key, false)).orElse(items);
        ObjectNode reply = JSON.objectNode();
        ArrayNode found = reply.putArray("Items");
        int bytes = 0;
        for (StoredItem item : rest.values()) {
            if (condition.holds(item.attributes())) {
                found.add(item.attributes());
                bytes += item.size();
                if (found.size() == limit || bytes >= MAX_BYTES) {
                    reply.set("LastEvaluatedKey", schema.keyAttributes(item.attributes()));
                    break;
                }
            }
        }
        return reply.put("Count", found.size()).put("ScannedCount", found.size());
    }

    private static Optional<PrimaryKey> start(Parameters request, TableSchema schema) {
        return request.has("ExclusiveStartKey")
                ? Optional.of(schema.keyOnly(request.attributes("ExclusiveStartKey")))
                : Optional.empty();
    }
}
