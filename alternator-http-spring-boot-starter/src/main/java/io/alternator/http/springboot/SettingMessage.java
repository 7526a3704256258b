package io.alternator.http.springboot;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates core's messages about a setting, {@code setting: problem; remedy}, into the terms of properties: {@code .seeds(…)} is {@code
 * alternator.seeds}.
 */
final class SettingMessage {
    private static final Pattern MESSAGE = Pattern.compile("(\\w+): (.*); (.*?)\\.?", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("\\.(\\w+)\\([^)]*\\)");
    private static final Pattern SECONDS = Pattern.compile("Duration\\.ofSeconds\\((\\d+)\\)");
    private static final Pattern CAMEL_CASE = Pattern.compile("(?<![\\w.'])[a-z]+(?:[A-Z][a-z]+)+(?!\\w)");

    private SettingMessage() {}

    /**
     * The exception to throw in place of this one.
     *
     * @param values of the settings that are set
     * @return the same exception if it is not about a setting, as one of a customizer
     */
    static RuntimeException of(IllegalArgumentException e, Map<String, String> values) {
        Matcher message = MESSAGE.matcher(String.valueOf(e.getMessage()));
        if (!message.matches()) {
            return e;
        }
        String setting = message.group(1);
        return new InvalidPropertyException(
                property(setting), values.get(setting), translate(message.group(2)), translate(message.group(3)), e);
    }

    /** {@code alternator.stall-time} for {@code stallTime}. */
    static String property(String setting) {
        return "alternator." + setting.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String translate(String text) {
        String durations = SECONDS.matcher(text).replaceAll("$1s");
        String calls = CALL.matcher(durations).replaceAll(call -> property(call.group(1)));
        return CAMEL_CASE.matcher(calls).replaceAll(name -> property(name.group()));
    }
}
