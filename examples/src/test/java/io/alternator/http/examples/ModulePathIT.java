package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A modular application compiles against the modules' jars and runs on the module path, in the JDK that runs the tests. A package
 * in two of the jars would fail it.
 */
@Tag("platform")
final class ModulePathIT {
    private static final Path SOURCE = Path.of("src", "test", "resources", "modular");
    private static final List<String> OURS = List.of(
            "io.alternator.http.async",
            "io.alternator.http.core",
            "io.alternator.http.sync",
            "io.alternator.http.testkit");

    @TempDir
    private static Path folder;

    private static List<Path> jars = List.of();

    @BeforeAll
    static void findJars() {
        jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(path -> path.toString().endsWith(".jar"))
                .filter(path -> !path.toString().endsWith("-tests.jar")) // the same module's tests
                .toList();
    }

    @Test
    void everyModuleHasAStableName_andIsUsedAsAJar() {
        assertThat(ModuleFinder.of(jars.toArray(Path[]::new)).findAll())
                .as("needs the jars, which 'verify' makes")
                .extracting(module -> module.descriptor().name())
                .containsAll(OURS);
    }

    @Test
    void modularApplicationCompilesAndRuns() throws Exception {
        Path classes = folder.resolve("app");
        assertThat(compile(classes)).isEmpty();
        assertThat(run(classes)).contains("module app read 50 of 50 items, 1 node down, with io.alternator.http.sync");
    }

    private static String compile(Path classes) {
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "-d",
                        classes.toString(),
                        "--module-path",
                        modulePath(),
                        SOURCE.resolve("module-info.java").toString(),
                        SOURCE.resolve("app").resolve("App.java").toString());
        assertThat(result).as(messages.toString()).isZero();
        return messages.toString();
    }

    private static String run(Path classes) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modulePath() + File.pathSeparator + classes,
                        "--module",
                        "app/app.App")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("has ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static String modulePath() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
