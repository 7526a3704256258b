package io.alternator.http.internal.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternator.http.internal.testkit.value.AttributeValues;
import io.alternator.http.internal.testkit.value.RequestException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Operations on up to 25 items to write or 100 to read. Each item is read or written on its own. */
final class BatchOperations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_WRITES = 25;
    private static final int MAX_READS = 100;

    private final Tables tables;

    BatchOperations(Tables tables) {
        this.tables = tables;
    }

    /** Tables are compared by identity. */
    private record Place(Table table, PrimaryKey key) {}

    ObjectNode write(Parameters request) {
        Map<Place, Optional<StoredItem>> writes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> requests :
                request.object("RequestItems").properties()) {
            Table table = tables.named(requests.getKey());
            for (JsonNode write : requests.getValue()) {
                add(table, write, writes);
            }
        }
        requireCount(writes.size(), MAX_WRITES);
        writes.forEach((place, item) -> place.table().change(place.key(), before -> item.orElse(null)));
        return JSON.objectNode().set("UnprocessedItems", JSON.objectNode());
    }

    private static void add(Table table, JsonNode write, Map<Place, Optional<StoredItem>> writes) {
        TableSchema schema = table.schema();
        if (write.has("PutRequest")) {
            ObjectNode item = new Parameters(write.get("PutRequest")).attributes("Item");
            addNew(new Place(table, schema.keyOf(item)), Optional.of(new StoredItem(item)), writes);
        } else if (write.has("DeleteRequest")) {
            ObjectNode key = new Parameters(write.get("DeleteRequest")).attributes("Key");
            addNew(new Place(table, schema.keyOnly(key)), Optional.empty(), writes);
        } else {
            throw RequestException.invalid("RequestItems: " + write + " is neither PutRequest nor DeleteRequest");
        }
    }

    ObjectNode get(Parameters request) {
        Map<Place, ArrayNode> reads = new LinkedHashMap<>();
        ObjectNode responses = JSON.objectNode();
        for (Map.Entry<String, JsonNode> keys : request.object("RequestItems").properties()) {
            Table table = tables.named(keys.getKey());
            Parameters ofTable = new Parameters(keys.getValue());
            ofTable.requireOnly(Set.of("Keys", "ConsistentRead"), "BatchGetItem's RequestItems");
            ArrayNode found = responses.putArray(keys.getKey());
            for (JsonNode key : ofTable.list("Keys")) {
                PrimaryKey place = table.schema().keyOnly(AttributeValues.canonicalAttributes(key));
                addNew(new Place(table, place), found, reads);
            }
        }
        requireCount(reads.size(), MAX_READS);
        reads.forEach((place, found) -> {
            StoredItem item = place.table().get(place.key());
            if (item != null) {
                found.add(item.attributes());
            }
        });
        ObjectNode reply = JSON.objectNode();
        reply.set("Responses", responses);
        return reply.set("UnprocessedKeys", JSON.objectNode());
    }

    private static <T> void addNew(Place place, T value, Map<Place, T> values) {
        if (values.put(place, value) != null) {
            throw RequestException.invalid("Provided list of item keys contains duplicates");
        }
    }

    private static void requireCount(int count, int max) {
        if (count < 1 || count > max) {
            throw RequestException.invalid("RequestItems: " + count + " items; use 1 to " + max);
        }
    }
}
