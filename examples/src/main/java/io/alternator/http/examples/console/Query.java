package io.alternator.http.examples.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query parameters of a request. */
record Query(Map<String, String> parameters) {

    /** Parses a raw query string; null if the request has none. */
    static Query parse(@Nullable String raw) {
        Map<String, String> parameters = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                }
            }
        }
        return new Query(Collections.unmodifiableMap(parameters));
    }

    /**
     * A required enum constant.
     *
     * @throws IllegalArgumentException if it is missing or unknown
     */
    <E extends Enum<E>> E enumValue(String name, Class<E> type) {
        String value = text(name);
        return EnumSet.allOf(type).stream()
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        name + ": '" + value + "' is unknown; use one of " + Arrays.toString(type.getEnumConstants())));
    }

    /**
     * A whole number, 0 if it is missing.
     *
     * @throws IllegalArgumentException if it is not a number
     */
    long number(String name) {
        String value = parameters.getOrDefault(name, "0");
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": '" + value + "' is not a whole number; use one", e);
        }
    }

    /**
     * A required text.
     *
     * @throws IllegalArgumentException if it is missing
     */
    String text(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + ": missing; add it to the URL, as in ?" + name + "=…");
        }
        return value;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
