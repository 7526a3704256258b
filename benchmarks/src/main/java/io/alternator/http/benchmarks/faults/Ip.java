package io.alternator.http.benchmarks.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The system's {@code ip} command. */
final class Ip {
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private Ip() {}

    /**
     * Runs it, with these arguments separated by spaces.
     *
     * @throws IllegalStateException with what it says, if it fails or is not there
     */
    static void run(String arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ")));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("ip " + arguments + ": " + said.strip());
            }
        } catch (IOException e) {
            throw new IllegalStateException("ip " + arguments + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ip ran", e);
        }
    }

    /** Starts one of this program's classes, from the class path of this process, in a namespace. */
    static Process startJava(String namespace, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "ip",
                "netns",
                "exec",
                namespace,
                System.getProperty("java.home") + "/bin/java",
                "-D" + LOG_LEVEL + "=" + System.getProperty(LOG_LEVEL, "warn"),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + main.getSimpleName() + " in " + namespace, e);
        }
    }
}
