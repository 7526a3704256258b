package io.alternator.http.benchmarks;

import io.alternator.http.benchmarks.common.BenchmarkCommand;
import io.alternator.http.benchmarks.faults.FaultsCommand;
import io.alternator.http.benchmarks.footprint.ChurnCommand;
import io.alternator.http.benchmarks.footprint.FootprintCommand;
import io.alternator.http.benchmarks.load.LoadCommand;
import io.alternator.http.support.Program;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The main class of the jar: runs {@code churn}, {@code faults}, {@code footprint} or {@code load}; any other arguments go to JMH. */
public final class Main {
    private Main() {}

    /** Exits with the command's exit status. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        List<String> options = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        return switch (arguments.isEmpty() ? "" : arguments.get(0)) {
            case "--help" -> {
                out.print(BenchmarkCommand.manual("main"));
                yield Program.OK;
            }
            case "churn" -> new ChurnCommand().run(options, out, err);
            case "faults" -> new FaultsCommand().run(options, out, err);
            case "footprint" -> new FootprintCommand().run(options, out, err);
            case "load" -> new LoadCommand().run(options, out, err);
            default -> jmh(arguments);
        };
    }

    private static int jmh(List<String> arguments) {
        try {
            org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
            return Program.OK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
