package io.alternator.http.internal.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternator.http.internal.testkit.value.AttributeValues;
import io.alternator.http.internal.testkit.value.RequestException;
import io.alternator.http.internal.testkit.value.Scalar;

/**
 * An attribute of a table's key.
 *
 * @param type {@code S}, {@code N} or {@code B}
 */
record KeyAttribute(String name, String type) {

    /** This canonical value as a part of the key; refuses another type and an empty value. */
    Scalar scalar(JsonNode value) {
        String actual = AttributeValues.type(value);
        if (!actual.equals(type)) {
            throw RequestException.invalid("One or more parameter values were invalid: Type mismatch for key " + name
                    + " expected: " + type + " actual: " + actual);
        }
        return Scalar.of(value)
                .filter(scalar -> !scalar.isEmpty())
                .orElseThrow(
                        () -> RequestException.invalid("One or more parameter values are not valid. The AttributeValue"
                                + " for a key attribute cannot contain an empty value. Key: " + name));
    }
}
