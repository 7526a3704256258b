package io.alternator.http.internal.testkit.expression;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What a condition compares: an attribute of the item, or a value of the request. */
public sealed interface Operand {
    /** Its value for this item; null if the item has no such attribute. */
    @Nullable
    JsonNode in(JsonNode item);

    /** A top-level attribute. */
    record Attribute(String name) implements Operand {
        @Override
        public @Nullable JsonNode in(JsonNode item) {
            return item.get(name);
        }
    }

    /** A canonical value. */
    record Literal(JsonNode value) implements Operand {
        @Override
        public JsonNode in(JsonNode item) {
            return value;
        }
    }
}
