package io.alternator.http.internal.testkit.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternator.http.internal.testkit.value.AttributeValues;
import io.alternator.http.internal.testkit.value.RequestException;
import java.util.Set;
import java.util.TreeSet;

/** The {@code #names} and {@code :values} of one request. All of them have to be used by its expressions. */
public final class Placeholders {
    private static final String NAMES = "ExpressionAttributeNames";
    private static final String VALUES = "ExpressionAttributeValues";

    private final JsonNode names;
    private final JsonNode values;
    private final Set<String> used = new TreeSet<>();

    /** Those of this request. */
    public Placeholders(JsonNode request) {
        this.names = request.path(NAMES);
        this.values = request.path(VALUES);
    }

    String name(String placeholder) {
        return definition(NAMES, names, placeholder).asText();
    }

    JsonNode value(String placeholder) {
        return AttributeValues.canonical(definition(VALUES, values, placeholder));
    }

    private JsonNode definition(String parameter, JsonNode definitions, String placeholder) {
        JsonNode definition = definitions.get(placeholder);
        if (definition == null) {
            throw RequestException.invalid("Invalid expression: " + placeholder + " is not defined in " + parameter);
        }
        used.add(placeholder);
        return definition;
    }

    /** To be called once all expressions of the request are parsed. */
    public void requireAllUsed() {
        requireAllUsed(NAMES, names);
        requireAllUsed(VALUES, values);
    }

    private void requireAllUsed(String parameter, JsonNode definitions) {
        Set<String> unused = new TreeSet<>();
        definitions.fieldNames().forEachRemaining(unused::add);
        unused.removeAll(used);
        if (!unused.isEmpty()) {
            throw RequestException.invalid("Value provided in " + parameter + " unused in expressions: keys: {"
                    + String.join(", ", unused) + "}");
        }
    }
}
