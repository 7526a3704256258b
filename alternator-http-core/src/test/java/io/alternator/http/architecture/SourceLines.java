package io.alternator.http.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules on source files, found from the class's name below a source root. Surefire runs in the module's directory. */
final class SourceLines {
    static final Path MAIN = Path.of("src", "main", "java");

    private SourceLines() {}

    /** Lines of the whole file, imports and comments too. */
    static ArchCondition<JavaClass> haveAtMostSourceLines(int max, Path root) {
        return new ArchCondition<>("have at most " + max + " source lines") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.isTopLevelClass()) {
                    int lines = read(type, root).size();
                    if (lines > max) {
                        events.add(SimpleConditionEvent.violated(
                                type, type.getName() + " has " + lines + " source lines"));
                    }
                }
            }
        };
    }

    /** Lines of code: neither blank nor comment, import or package. Fails with the list of the long ones if there are too many. */
    static ArchCondition<JavaClass> seldomHaveMoreCodeLines(int max, double share, Path root) {
        return new ArchCondition<>("have more than " + max + " lines of code in at most " + share + " of all cases") {
            private final List<String> longOnes = new ArrayList<>();
            private int all;

            @Override
            public void init(Collection<JavaClass> classes) {
                longOnes.clear();
                all = 0;
            }

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.isTopLevelClass()) {
                    all++;
                    long lines = read(type, root).stream()
                            .filter(SourceLines::isCode)
                            .count();
                    if (lines > max) {
                        longOnes.add(type.getSimpleName() + " has " + lines);
                    }
                }
            }

            @Override
            public void finish(ConditionEvents events) {
                if (longOnes.size() > share * all) {
                    events.add(SimpleConditionEvent.violated(
                            longOnes,
                            longOnes.size() + " of " + all + " classes have more than " + max + " lines of code: "
                                    + longOnes));
                }
            }
        };
    }

    private static boolean isCode(String line) {
        String text = line.strip();
        return !text.isEmpty()
                && Stream.of("import ", "package ", "//", "/*", "*").noneMatch(text::startsWith);
    }

    /** ArchUnit sees synchronized methods, but not synchronized blocks. */
    static ArchCondition<JavaClass> haveNoSynchronizedBlock(Path root) {
        return new ArchCondition<>("have no synchronized block") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.isTopLevelClass()) {
                    List<String> lines = read(type, root);
                    IntStream.range(0, lines.size())
                            .filter(i -> lines.get(i).strip().startsWith("synchronized ("))
                            .forEach(i -> events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " has a synchronized block in line " + (i + 1))));
                }
            }
        };
    }

    private static List<String> read(JavaClass type, Path root) {
        try {
            return Files.readAllLines(root.resolve(type.getName().replace('.', '/') + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(type.getName() + " has no source file of its name in " + root, e);
        }
    }
}
