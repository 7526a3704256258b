package io.alternator.http.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each WARN and ERROR of the library names its place in docs/troubleshooting.md, and each place there is named by one. */
final class WarningsTest {
    /** Where the headings begin that log lines name. */
    private static final String FIRST = "log-lines";

    /** What it passes on to SLF4J was written elsewhere. */
    private static final String PASSES_ON = "ClientLog.java";

    private static final Pattern CALL = Pattern.compile("(?<!void )\\b(?:warn|error)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern PLACE = Pattern.compile("; see troubleshooting\\.md#([a-z-]+)$");

    /** A call with its literals. */
    private record Warning(Path file, String call, List<String> literals) {
        List<String> places() {
            return literals.stream()
                    .flatMap(literal -> PLACE.matcher(literal).results())
                    .map(place -> place.group(1))
                    .toList();
        }
    }

    @Test
    void everyWarningNamesItsPlace() {
        assertThat(warnings())
                .isNotEmpty()
                .allSatisfy(warning -> assertThat(warning.places())
                        .as("literals that end with '; see troubleshooting.md#…' in %s", warning)
                        .hasSize(1));
    }

    @Test
    void warningsNameExactlyThePlacesThatExist() {
        Set<String> named = warnings().stream()
                .flatMap(warning -> warning.places().stream())
                .collect(Collectors.toSet());
        assertThat(named).containsExactlyInAnyOrderElementsOf(headings());
    }

    private static Set<String> headings() {
        Path file = ProjectFiles.root().resolve("docs/troubleshooting.md");
        return MarkdownFile.read(file).headings().stream()
                .dropWhile(heading -> !heading.anchor().equals(FIRST))
                .skip(1)
                .map(MarkdownFile.Heading::anchor)
                .collect(Collectors.toSet());
    }

    /**
     * Calls of {@code log.warn}, {@code log.error} and helpers of these names. A call without a literal passes on the text of
     * another one, which must then be in the same file.
     */
    private static List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        for (String module : List.of("core", "sync", "async")) {
            Path sources = ProjectFiles.root().resolve("alternator-http-" + module + "/src/main/java");
            for (Path file : ProjectFiles.below(sources, ".java")) {
                if (file.endsWith(PASSES_ON)) {
                    continue;
                }
                List<Warning> found = warnings(file);
                List<Warning> withText = found.stream()
                        .filter(call -> !call.literals().isEmpty())
                        .toList();
                warnings.addAll(withText.isEmpty() ? found : withText);
            }
        }
        return warnings;
    }

    private static List<Warning> warnings(Path file) {
        List<Warning> found = new ArrayList<>();
        String source = ProjectFiles.read(file);
        Matcher start = CALL.matcher(source);
        while (start.find()) {
            String call = source.substring(start.start(), source.indexOf(';' + "\n", start.start()));
            List<String> literals = LITERAL.matcher(call)
                    .results()
                    .map(literal -> literal.group(1))
                    .toList();
            found.add(new Warning(file.getFileName(), call, literals));
        }
        return found;
    }
}
