package io.alternator.http.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Javadoc of each public type says since when it exists, and has an example or a link to a type with one. */
final class PublicTypesTest {
    private static final Pattern TYPE = Pattern.compile(
            "^(?<indent> *)(?<modifiers>(?:(?:public|private|protected|static|final|sealed|abstract) )*)"
                    + "(?:class|interface|enum|record) (?<name>\\w+)",
            Pattern.MULTILINE);
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("(?:@see |\\{@link(?:plain)? )(\\w+)");
    private static final Pattern SINCE = Pattern.compile("\\* @since \\d+\\.\\d+\\.\\d+");
    private static final String EXAMPLE = "<pre>{@code";

    private record Type(String name, String javadoc) {}

    /** A source file and its first type, which has the file's name. */
    private record Source(String name, String text) {
        boolean isInterface() {
            return text.contains("\npublic interface ");
        }

        boolean hasExample() {
            return text.contains(EXAMPLE);
        }

        /** The public types. Members of an interface are public without saying so. */
        List<Type> publicTypes() {
            List<Type> types = new ArrayList<>();
            Matcher type = TYPE.matcher(text);
            while (type.find()) {
                boolean ofInterface = isInterface() && !type.group("indent").isEmpty();
                if (ofInterface || type.group("modifiers").contains("public ")) {
                    types.add(new Type(type.group("name"), javadocBefore(type.start())));
                }
            }
            return types;
        }

        /** The last comment before the position. */
        private String javadocBefore(int position) {
            String comment = "";
            Matcher found = COMMENT.matcher(text).region(0, position);
            while (found.find()) {
                comment = found.group();
            }
            return comment;
        }
    }

    private final List<Source> sources = publicSources();
    private final Set<String> withExample =
            sources.stream().filter(Source::hasExample).map(Source::name).collect(Collectors.toSet());

    @Test
    void eachTypeSaysSinceWhen() {
        List<String> missing = new ArrayList<>();
        for (Source source : sources) {
            for (Type type : source.publicTypes()) {
                if (!SINCE.matcher(type.javadoc()).find()) {
                    missing.add(source.name() + ": " + type.name());
                }
            }
        }
        assertThat(missing).as("public types without @since").isEmpty();
    }

    @Test
    void eachTypeHasAnExampleOrALinkToOne() {
        List<String> missing = sources.stream()
                .filter(source -> !source.publicTypes().isEmpty() && !source.hasExample())
                .filter(source -> linked(source).noneMatch(withExample::contains))
                .map(Source::name)
                .toList();
        assertThat(missing)
                .as("public types without an example in their Javadoc or a link to a type that has one")
                .isEmpty();
    }

    @Test
    void typesAreFound() {
        assertThat(sources.stream()
                        .flatMap(source -> source.publicTypes().stream())
                        .map(Type::name))
                .contains("AlternatorHttpClient", "Builder", "Picker", "NodeState", "AlternatorTestCluster")
                .contains("AlternatorConfigCustomizer")
                .doesNotContain("Seeds", "Settings");
    }

    private static Stream<String> linked(Source source) {
        return LINK.matcher(source.publicTypes().get(0).javadoc()).results().map(link -> link.group(1));
    }

    private static List<Source> publicSources() {
        Path root = ProjectFiles.root();
        return ProjectFiles.below(root, ".java").stream()
                .filter(file -> root.relativize(file)
                        .toString()
                        .matches("alternator-http-[^/\\\\]*[/\\\\]src[/\\\\]main[/\\\\]java.*"))
                .filter(file -> !root.relativize(file).toString().contains("internal"))
                .map(file -> new Source(file.getFileName().toString().replace(".java", ""), ProjectFiles.read(file)))
                .filter(source -> source.text().contains("\npublic "))
                .toList();
    }
}
