package io.alternator.http.springboot;

import org.jspecify.annotations.Nullable;

/** A property has an invalid value, or contradicts another one. */
final class InvalidPropertyException extends RuntimeException {
    private final String property;
    private final @Nullable String value;
    private final String problem;
    private final String remedy;

    /**
     * An invalid property.
     *
     * @param property its full name
     * @param value null if it is not set, or secret
     * @param problem what is wrong, as the end of a sentence about the value
     * @param remedy what to do, in the imperative
     */
    InvalidPropertyException(
            String property, @Nullable String value, String problem, String remedy, @Nullable Throwable cause) {
        super(property + ": " + problem + "; " + remedy, cause);
        this.property = property;
        this.value = value;
        this.problem = problem;
        this.remedy = remedy;
    }

    String property() {
        return property;
    }

    @Nullable
    String value() {
        return value;
    }

    String problem() {
        return problem;
    }

    String remedy() {
        return remedy;
    }
}
