package io.alternator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/configuration.md agree with the settings of the code. */
final class SettingsDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|(.*)\\|");
    private static final Pattern EVIDENCE =
            Pattern.compile("(.*; )?(measured|simulated|SDK|Alternator|Micrometer|others): .*");
    private static final Pattern SCENARIO = Pattern.compile("simulated: \\*([^*]+)\\*");
    private static final Pattern DURATION = Pattern.compile("(\\d+) (ms|s)");

    /** A row of a table: the setting and the cells after it. */
    private record Row(String setting, List<String> cells) {}

    private static List<Row> rows(int cells) throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Row(
                        row.group(1),
                        Arrays.stream(row.group(2).split("\\|"))
                                .map(String::strip)
                                .toList()))
                .filter(row -> row.cells().size() == cells)
                .toList();
    }

    private static Set<Method> setters() {
        return Arrays.stream(AlternatorConfig.Builder.class.getMethods())
                .filter(method -> method.getReturnType().equals(AlternatorConfig.Builder.class))
                .collect(Collectors.toSet());
    }

    private static Set<String> settings() {
        return setters().stream().map(Method::getName).collect(Collectors.toSet());
    }

    @Test
    void everySettingHasItsTypeDefaultAndMeaning() throws IOException {
        assertThat(rows(3)).extracting(Row::setting).containsExactlyInAnyOrderElementsOf(settings());
        assertThat(rows(3))
                .allSatisfy(row -> assertThat(row.cells()).as(row.setting()).noneMatch(String::isBlank));
    }

    @Test
    void everySettingSaysWhenToChangeItAndWhyItsDefault() throws IOException {
        assertThat(rows(2)).extracting(Row::setting).containsExactlyInAnyOrderElementsOf(settings());
        assertThat(rows(2))
                .allSatisfy(row -> assertThat(row.cells()).as(row.setting()).noneMatch(String::isBlank));
    }

    @Test
    void everyDefaultHasAMeasurementOrASource() throws IOException {
        assertThat(rows(2))
                .allSatisfy(
                        row -> assertThat(row.cells().get(1)).as(row.setting()).matches(EVIDENCE));
    }

    @Test
    void whatIsSimulated_isAScenarioOfTheReport() throws IOException {
        List<String> report = Files.readAllLines(DOCUMENT.resolveSibling("simulation.md"));
        List<String> named = rows(2).stream()
                .flatMap(row -> SCENARIO.matcher(row.cells().get(1)).results())
                .map(scenario -> scenario.group(1))
                .toList();
        assertThat(named).isNotEmpty().allSatisfy(scenario -> assertThat(report).contains("## " + scenario));
    }

    /** A configuration that is given a default does not differ from the default one. */
    @Test
    void defaultsAreThoseOfTheCode() throws Exception {
        int checked = 0;
        for (Row row : rows(3)) {
            for (Method setter : setters()) {
                if (setter.getName().equals(row.setting())
                        && isSimple(setter.getParameterTypes()[0])
                        && Character.isDigit(row.cells().get(1).charAt(0)) == !isBoolean(setter)) {
                    Object value = value(row.cells().get(1), setter.getParameterTypes()[0]);
                    AlternatorConfig.Builder builder = AlternatorConfig.builder();
                    setter.invoke(builder, value);
                    assertThat(builder.build())
                            .as("%s = %s", row.setting(), value)
                            .hasToString(AlternatorConfig.builder().build().toString());
                    checked++;
                }
            }
        }
        assertThat(checked).as("defaults checked").isGreaterThan(15);
    }

    private static boolean isSimple(Class<?> type) {
        return type.equals(Duration.class) || type.isPrimitive();
    }

    private static boolean isBoolean(Method setter) {
        return setter.getParameterTypes()[0].equals(boolean.class);
    }

    private static Object value(String cell, Class<?> type) {
        if (type.equals(boolean.class)) {
            assertThat(cell).isIn("on", "off");
            return cell.equals("on");
        }
        if (type.equals(int.class)) {
            return Integer.valueOf(cell);
        }
        Matcher duration = DURATION.matcher(cell);
        assertThat(duration.matches()).as(cell).isTrue();
        long number = Long.parseLong(duration.group(1));
        return duration.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }
}
