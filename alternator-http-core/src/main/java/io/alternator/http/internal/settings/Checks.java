package io.alternator.http.internal.settings;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Validates settings; throws {@link IllegalArgumentException} with the setting, the value and the remedy. */
public final class Checks {
    private static final Duration MAX_DURATION = Duration.ofDays(365);

    private Checks() {}

    /** A setting that has a default. */
    public static <T> T notNull(String setting, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    setting + ": null is not a value; leave the setting out to use its default");
        }
        return value;
    }

    /** An argument that has no default. */
    public static <T> T required(String argument, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(argument + ": null is not a value; pass a " + argument);
        }
        return value;
    }

    /** A setting that must be set before {@code build()}. */
    public static <T> T isSet(String setting, @Nullable T value, String remedy) {
        if (value == null) {
            throw new IllegalArgumentException(setting + ": not set; " + remedy);
        }
        return value;
    }

    /** A duration of 1 ns to 365 days. */
    public static Duration positive(String setting, @Nullable Duration value) {
        return between(Duration.ofNanos(1), "1 ns", setting, value);
    }

    /** The time between runs of background work: 10 ms to 365 days, as a shorter one would occupy a processor. */
    public static Duration period(String setting, @Nullable Duration value) {
        return between(Duration.ofMillis(10), "10 ms", setting, value);
    }

    private static Duration between(Duration min, String minText, String setting, @Nullable Duration value) {
        Duration duration = notNull(setting, value);
        require(
                duration.compareTo(min) >= 0 && duration.compareTo(MAX_DURATION) <= 0,
                "%s: %s is not between %s and 365 days; use a duration such as Duration.ofSeconds(5)",
                setting,
                duration,
                minText);
        return duration;
    }

    /** A text; leading and trailing white space is removed. */
    public static String notBlank(String setting, @Nullable String value) {
        String text = notNull(setting, value).strip();
        require(!text.isEmpty(), "%s: '%s' is blank; give it a value or leave the setting out", setting, text);
        return text;
    }

    /** Throws with the formatted message unless the setting is valid. */
    public static void require(boolean valid, String message, Object... values) {
        if (!valid) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, values));
        }
    }
}
