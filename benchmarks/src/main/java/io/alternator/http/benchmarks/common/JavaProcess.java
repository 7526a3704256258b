package io.alternator.http.benchmarks.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/** This program's classes in other processes, from the class path of this one; what they log is seen here. */
public final class JavaProcess {
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private JavaProcess() {}

    /** Starts one with what this one's JVM was given: its heap, its properties. */
    public static Process fork(Class<?> main, List<String> arguments) {
        return start(List.of(), ManagementFactory.getRuntimeMXBean().getInputArguments(), main, arguments);
    }

    /** Starts one by itself. */
    public static Process start(Class<?> main, List<String> arguments) {
        return start(List.of(), main, arguments);
    }

    /** Starts one by a command that the java command is handed to. */
    public static Process start(List<String> launcher, Class<?> main, List<String> arguments) {
        return start(launcher, List.of(), main, arguments);
    }

    private static Process start(List<String> launcher, List<String> jvm, Class<?> main, List<String> arguments) {
        List<String> java = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-D" + LOG_LEVEL + "=" + System.getProperty(LOG_LEVEL, "warn"));
        List<String> classes = List.of("-cp", System.getProperty("java.class.path"), main.getName());
        try {
            return new ProcessBuilder(Stream.of(launcher, java, jvm, classes, arguments)
                            .flatMap(List::stream)
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + main.getSimpleName(), e);
        }
    }
}
