package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs the system's {@code ip} command. */
final class IpCommand {
    private IpCommand() {}

    /**
     * Runs {@code ip} with these arguments, separated by spaces.
     *
     * @throws IllegalStateException with its output if it fails or is not installed
     */
    static void run(String arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ")));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("ip " + arguments + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new IllegalStateException("ip " + arguments + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running ip " + arguments, e);
        }
    }

    /** Starts a class of this program in a network namespace. */
    static Process startJava(String namespace, Class<?> main, List<String> arguments) {
        return JavaProcess.start(List.of("ip", "netns", "exec", namespace), main, arguments);
    }
}
