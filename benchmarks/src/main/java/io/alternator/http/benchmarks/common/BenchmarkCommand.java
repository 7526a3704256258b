package io.alternator.http.benchmarks.common;

import io.alternator.http.support.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the jar's commands have in common: how they run, where they print, and what their figures depend on. */
public abstract class BenchmarkCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the command and returns the exit status of the process. */
    public final int run(List<String> arguments, PrintStream out, PrintStream err) {
        CommandLine line = Program.commandLine(this);
        line.getCommandSpec()
                .usageMessage()
                .footer(manual(spec.name()).replace("%", "%%").lines().toArray(String[]::new));
        return Program.run(line, arguments, out, err);
    }

    /** The help text that is in the resource with this name, for a command what follows its options; empty if there is none. */
    public static String manual(String command) {
        try (InputStream text = BenchmarkCommand.class.getResourceAsStream("/help/" + command + ".txt")) {
            return text == null ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** The arguments of this run. */
    protected final List<String> arguments() {
        return spec.commandLine().getParseResult().originalArgs();
    }

    /** The JDK and the number of processors. */
    protected static String machine() {
        return "JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors";
    }

    /** How busy the machine is. */
    protected static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
