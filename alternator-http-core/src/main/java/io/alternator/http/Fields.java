package io.alternator.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of an object by name, for its {@code equals}, {@code hashCode} and {@code toString}: what a record has by itself. A public
 * record cannot get another component without breaking those who construct it, so most public types are no records.
 */
final class Fields {
    private final Class<?> type;
    private final Map<String, Object> values = new LinkedHashMap<>();

    Fields(Class<?> type) {
        this.type = type;
    }

    Fields add(String name, Object value) {
        values.put(name, value);
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fields fields && type == fields.type && values.equals(fields.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, values);
    }

    /** As a record's: {@code NodeProbe[at=2026-11-29T12:00:00Z, answered=true, result=answered]}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(", ", type.getSimpleName() + "[", "]"));
    }
}
