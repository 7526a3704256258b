package io.alternator.http.benchmarks.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** This program's classes in other processes, from the class path of this one; what they log is seen here. */
public final class JavaProcess {
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private JavaProcess() {}

    /**
     * Starts one.
     *
     * @param launcher what the java command is handed to; empty to run it as it is
     */
    public static Process start(List<String> launcher, Class<?> main, List<String> arguments) {
        List<String> java = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-D" + LOG_LEVEL + "=" + System.getProperty(LOG_LEVEL, "warn"),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        try {
            return new ProcessBuilder(Stream.of(launcher, java, arguments)
                            .flatMap(List::stream)
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + main.getSimpleName(), e);
        }
    }
}
