package io.alternator.http.internal.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternator.http.internal.testkit.expression.Condition;
import io.alternator.http.internal.testkit.expression.ExpressionParser;
import io.alternator.http.internal.testkit.expression.Placeholders;
import io.alternator.http.internal.testkit.value.AttributeValues;
import io.alternator.http.internal.testkit.value.RequestException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The parameters of one request, or of a part of it. Values are checked when they are read. */
record Parameters(JsonNode json) {

    Optional<String> text(String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual() && !isAbsent(value)) {
            throw RequestException.of("SerializationException", name + ": " + value + " is not a string");
        }
        return Optional.ofNullable(value.textValue());
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    /** One of these words; the first is the default. */
    String choice(String name, List<String> words) {
        String word = text(name).orElse(words.get(0));
        if (!words.contains(word)) {
            throw RequestException.invalid(name + ": '" + word + "' is unknown here; use one of " + words);
        }
        return word;
    }

    boolean flag(String name, boolean otherwise) {
        return json.path(name).asBoolean(otherwise);
    }

    /** A number of at least 1. */
    OptionalInt count(String name) {
        JsonNode value = json.path(name);
        if (isAbsent(value)) {
            return OptionalInt.empty();
        }
        if (!value.canConvertToInt() || value.intValue() < 1) {
            throw RequestException.invalid(name + ": " + value + " is not a whole number; use 1 or more");
        }
        return OptionalInt.of(value.intValue());
    }

    /** A list, which is empty if there is none. */
    JsonNode list(String name) {
        JsonNode value = json.path(name);
        if (!value.isArray() && !isAbsent(value)) {
            throw RequestException.of("SerializationException", name + ": " + value + " is not a list");
        }
        return value;
    }

    /** An object, such as {@code RequestItems}. */
    ObjectNode object(String name) {
        if (json.path(name) instanceof ObjectNode object) {
            return object;
        }
        throw missing(name);
    }

    /** The parameters in this object; none if it is missing. */
    Parameters part(String name) {
        return new Parameters(json.path(name));
    }

    /** A canonical item or key. */
    ObjectNode attributes(String name) {
        return AttributeValues.canonicalAttributes(object(name));
    }

    /** Refuses everything that is given beyond these parameters, instead of ignoring it. */
    void requireOnly(Set<String> supported, String where) {
        json.fieldNames().forEachRemaining(name -> {
            if (!supported.contains(name) && has(name)) {
                throw RequestException.unsupported("the parameter " + name + " of " + where);
            }
        });
    }

    boolean has(String name) {
        return !isAbsent(json.path(name));
    }

    /** The condition in this parameter, or {@link Condition#NONE}. */
    Condition condition(String name, Placeholders placeholders) {
        return text(name)
                .map(expression -> ExpressionParser.condition(name, expression, placeholders))
                .orElse(Condition.NONE);
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static RequestException missing(String name) {
        return RequestException.invalid(name + ": missing, or of the wrong type");
    }
}
