package io.alternator.http.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

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
