package io.alternator.http.benchmarks.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/** Starts classes of this program in new JVMs with this JVM's class path. Their standard error is inherited. */
public final class JavaProcess {
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private JavaProcess() {}

    /** Starts a JVM with the same JVM arguments as this one, such as heap size and system properties. */
    public static Process fork(Class<?> main, List<String> arguments) {
        return start(List.of(), ManagementFactory.getRuntimeMXBean().getInputArguments(), main, arguments);
    }

    /** Starts a JVM with default JVM arguments. */
    public static Process start(Class<?> main, List<String> arguments) {
        return start(List.of(), main, arguments);
    }

    /** Starts a JVM through a launcher command to which the java command line is appended. */
    public static Process start(List<String> launcher, Class<?> main, List<String> arguments) {
        return start(launcher, List.of(), main, arguments);
    }

    private static Process start(
            List<String> launcher, List<String> jvmArguments, Class<?> main, List<String> arguments) {
        List<String> java = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-D" + LOG_LEVEL + "=" + System.getProperty(LOG_LEVEL, "warn"));
        List<String> classes = List.of("-cp", System.getProperty("java.class.path"), main.getName());
        try {
            return new ProcessBuilder(Stream.of(launcher, java, jvmArguments, classes, arguments)
                            .flatMap(List::stream)
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + main.getSimpleName(), e);
        }
    }
}
