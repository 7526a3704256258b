package io.alternator.http.internal.testkit.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Checks values and makes them canonical: numbers get one text, sets one order. Two canonical values are equal in DynamoDB if
 * their trees are.
 */
public final class AttributeValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int CONTAINER_SIZE = 3;

    private AttributeValues() {}

    /** The canonical form of an item or a key, from attribute name to value. */
    public static ObjectNode canonicalAttributes(JsonNode attributes) {
        ObjectNode canonical = JSON.objectNode();
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            canonical.set(attribute.getKey(), canonical(attribute.getValue()));
        }
        return canonical;
    }

    /** The canonical form of this value. */
    public static JsonNode canonical(JsonNode value) {
        String type = type(value);
        JsonNode content = value.path(type);
        if (!isValid(type, content)) {
            throw malformed(value);
        }
        return switch (type) {
            case "N" -> typed(type, JSON.textNode(Numbers.canonical(content.textValue())));
            case "SS", "NS", "BS" -> typed(type, canonicalSet(type.substring(0, 1), content));
            case "L" -> {
                ArrayNode list = JSON.arrayNode();
                content.forEach(element -> list.add(canonical(element)));
                yield typed(type, list);
            }
            case "M" -> typed(type, canonicalAttributes(content));
            default -> value;
        };
    }

    private static boolean isValid(String type, JsonNode content) {
        return switch (type) {
            case "S", "N" -> content.isTextual();
            case "B" -> content.isTextual() && isBase64(content.textValue());
            case "BOOL" -> content.isBoolean();
            case "NULL" -> content.isBoolean() && content.booleanValue();
            case "SS", "NS", "BS", "L" -> content.isArray();
            case "M" -> content.isObject();
            default -> false;
        };
    }

    /** The type of this value, such as {@code S}. */
    public static String type(JsonNode value) {
        if (!value.isObject() || value.size() != 1) {
            throw malformed(value);
        }
        return value.fieldNames().next();
    }

    /** Size of an item or of a map in bytes, about as DynamoDB counts it. */
    public static int size(ObjectNode attributes) {
        int size = 0;
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            size += utf8Length(attribute.getKey()) + size(attribute.getValue());
        }
        return size;
    }

    private static int size(JsonNode value) {
        String type = type(value);
        JsonNode content = value.path(type);
        return switch (type) {
            case "L" -> CONTAINER_SIZE + sum(content, element -> 1 + size(element));
            case "M" -> CONTAINER_SIZE + content.size() + size((ObjectNode) content);
            case "SS", "NS", "BS" -> sum(content, element -> utf8Length(element.asText()));
            default -> utf8Length(content.asText());
        };
    }

    @FunctionalInterface
    private interface Size {
        int of(JsonNode element);
    }

    private static int sum(JsonNode elements, Size size) {
        int sum = 0;
        for (JsonNode element : elements) {
            sum += size.of(element);
        }
        return sum;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static ArrayNode canonicalSet(String elementType, JsonNode content) {
        if (content.isEmpty()) {
            throw RequestException.invalid("One or more parameter values were invalid: A set must not be empty");
        }
        SortedSet<String> elements = new TreeSet<>();
        for (JsonNode element : content) {
            JsonNode canonical = canonical(typed(elementType, element));
            if (!elements.add(canonical.get(elementType).textValue())) {
                throw RequestException.invalid(
                        "One or more parameter values were invalid: Input collection contains duplicates");
            }
        }
        ArrayNode set = JSON.arrayNode();
        elements.forEach(set::add);
        return set;
    }

    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ObjectNode typed(String type, JsonNode content) {
        return JSON.objectNode().set(type, content);
    }

    private static RequestException malformed(JsonNode value) {
        return RequestException.invalid(
                "Supplied AttributeValue must contain exactly one of the supported datatypes, with a valid content: "
                        + value);
    }
}
