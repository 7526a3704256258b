package io.alternator.http.internal.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternator.http.internal.testkit.value.RequestException;
import io.alternator.http.internal.testkit.value.Scalar;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The key of a table's items.
 *
 * @param hash the partition key
 * @param range the sort key, if the table has one
 */
record TableSchema(KeyAttribute hash, Optional<KeyAttribute> range) {

    /** Reads {@code KeySchema} and {@code AttributeDefinitions} of a CreateTable request. */
    static TableSchema of(JsonNode keySchema, JsonNode attributeDefinitions) {
        Map<String, String> types = new TreeMap<>();
        attributeDefinitions.forEach(definition -> types.put(
                definition.path("AttributeName").asText(),
                definition.path("AttributeType").asText()));
        boolean hasRange = keySchema.size() == 2;
        if (keySchema.size() != types.size() || keySchema.isEmpty() || keySchema.size() > 2) {
            throw RequestException.invalid(
                    "One or more parameter values were invalid: Number of attributes in KeySchema"
                            + " (1 or 2) does not exactly match number of attributes defined in AttributeDefinitions");
        }
        return new TableSchema(
                keyAttribute(keySchema.get(0), "HASH", types),
                hasRange ? Optional.of(keyAttribute(keySchema.get(1), "RANGE", types)) : Optional.empty());
    }

    private static KeyAttribute keyAttribute(JsonNode element, String keyType, Map<String, String> types) {
        String name = element.path("AttributeName").asText();
        String type = types.getOrDefault(name, "");
        if (!element.path("KeyType").asText().equals(keyType)) {
            throw RequestException.invalid(
                    "Invalid KeySchema: the first element must be of KeyType HASH, the second one RANGE");
        }
        if (!Set.of("S", "N", "B").contains(type)) {
            throw RequestException.invalid("One or more parameter values were invalid: AttributeDefinitions has no"
                    + " AttributeType S, N or B for the key attribute " + name);
        }
        return new KeyAttribute(name, type);
    }

    /** The key of this canonical item. */
    PrimaryKey keyOf(ObjectNode item) {
        return PrimaryKey.of(scalar(item, hash), range.map(attribute -> scalar(item, attribute)));
    }

    /** The key that a request gives, which has to have the attributes of the key and no other. */
    PrimaryKey keyOnly(ObjectNode key) {
        if (key.size() != (range.isPresent() ? 2 : 1)) {
            throw RequestException.invalid("The provided key element does not match the schema");
        }
        return keyOf(key);
    }

    /** The attributes of the key, as they are in this item. */
    ObjectNode keyAttributes(ObjectNode item) {
        ObjectNode key = item.objectNode();
        key.set(hash.name(), item.get(hash.name()));
        range.ifPresent(attribute -> key.set(attribute.name(), item.get(attribute.name())));
        return key;
    }

    boolean isKey(String attribute) {
        return attribute.equals(hash.name())
                || range.filter(key -> attribute.equals(key.name())).isPresent();
    }

    private static Scalar scalar(ObjectNode item, KeyAttribute key) {
        JsonNode value = item.get(key.name());
        if (value == null) {
            throw RequestException.invalid(
                    "One or more parameter values were invalid: Missing the key " + key.name() + " in the item");
        }
        return key.scalar(value);
    }
}
