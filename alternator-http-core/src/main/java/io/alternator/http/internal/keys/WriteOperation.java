package io.alternator.http.internal.keys;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An operation that writes items, and which of its requests read before they write: those contend in lightweight transactions. */
enum WriteOperation {
    PUT_ITEM("Item"),
    UPDATE_ITEM("Key"),
    DELETE_ITEM("Key"),
    BATCH_WRITE_ITEM("");

    private static final String PREFIX = "DynamoDB_";
    private static final Set<String> OLD_OR_NEW = Set.of("ALL_OLD", "UPDATED_OLD", "ALL_NEW");

    private final String keyField;

    /** With the top-level field that has the key; empty if there are several. */
    WriteOperation(String keyField) {
        this.keyField = keyField;
    }

    /** By the target, as in {@code DynamoDB_20120810.PutItem}; null for any other operation. */
    static @Nullable WriteOperation of(String target) {
        if (!target.startsWith(PREFIX)) {
            return null;
        }
        return switch (target.substring(target.indexOf('.') + 1)) {
            case "PutItem" -> PUT_ITEM;
            case "UpdateItem" -> UPDATE_ITEM;
            case "DeleteItem" -> DELETE_ITEM;
            case "BatchWriteItem" -> BATCH_WRITE_ITEM;
            default -> null;
        };
    }

    boolean isBatch() {
        return this == BATCH_WRITE_ITEM;
    }

    /** True for the field with the item or its key. */
    boolean hasKeyIn(String field) {
        return keyField.equals(field);
    }

    /** True for a map of nothing but the key's attributes. */
    boolean hasKeyOnly() {
        return this != PUT_ITEM;
    }

    /**
     * True if this top-level field makes the request one that reads before it writes.
     *
     * @param json at the field's value; is left at its last token
     */
    boolean isReadBy(String field, JsonParser json) throws IOException {
        return switch (field) {
            case "ConditionExpression" -> isText(json);
            case "Expected" -> isFilled(json);
            case "ReturnValues" -> isText(json) && isReadToReturn(json.getText());
            case "UpdateExpression" -> this == UPDATE_ITEM && isText(json);
            case "AttributeUpdates" -> this == UPDATE_ITEM && hasReadingUpdate(json);
            default -> false;
        };
    }

    private boolean isReadToReturn(String values) {
        return this == UPDATE_ITEM ? OLD_OR_NEW.contains(values) : !values.equals("NONE");
    }

    private static boolean isText(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() > 0;
    }

    private static boolean isFilled(JsonParser json) throws IOException {
        boolean filled = false;
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                filled = true;
                json.nextToken();
                json.skipChildren();
            }
        }
        return filled;
    }

    /** {@code ADD}, or {@code DELETE} of a value from a set; {@code PUT} and {@code DELETE} of an attribute read nothing. */
    private static boolean hasReadingUpdate(JsonParser json) throws IOException {
        boolean reads = false;
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                json.nextToken();
                reads |= isReadingUpdate(json);
            }
        }
        return reads;
    }

    private static boolean isReadingUpdate(JsonParser json) throws IOException {
        String action = "";
        boolean hasValue = false;
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                if (field.equals("Action")) {
                    action = json.getValueAsString("");
                }
                hasValue |= field.equals("Value") && json.currentToken() != JsonToken.VALUE_NULL;
                json.skipChildren();
            }
        }
        return action.equals("ADD") || (action.equals("DELETE") && hasValue);
    }
}
