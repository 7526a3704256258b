package io.alternator.http;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says no to a setting, in words that name the setting, the value and the remedy. */
final class Checks {
    private static final Duration LONGEST = Duration.ofDays(365);

    private Checks() {}

    static <T> T notNull(String setting, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    setting + ": null is not a value; leave the setting out to use its default");
        }
        return value;
    }

    static Duration positive(String setting, @Nullable Duration value) {
        Duration duration = notNull(setting, value);
        require(
                !duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0,
                "%s: %s is not between 1 ns and 365 days; use a positive duration such as Duration.ofSeconds(5)",
                setting,
                duration);
        return duration;
    }

    static String notBlank(String setting, @Nullable String value) {
        String text = notNull(setting, value).strip();
        require(!text.isEmpty(), "%s: '%s' is blank; give it a value or leave the setting out", setting, text);
        return text;
    }

    static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, values));
        }
    }
}
