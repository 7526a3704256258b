package io.alternator.http.benchmarks;

import io.alternator.http.benchmarks.common.Command;
import io.alternator.http.benchmarks.faults.FaultsCommand;
import io.alternator.http.benchmarks.load.LoadCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The jar's one entrance: {@code faults} or {@code load} and its options, or else JMH and all of its own. */
public final class Main {
    private static final String HELP = """
            usage: java -jar benchmarks.jar load [options]    what a request costs, through the wrapper and without it
                   java -jar benchmarks.jar faults [options]  what an application sees of nodes that die, hang or are slow
                   java -jar benchmarks.jar [JMH's options]   what the wrapper costs by itself; without any, in five minutes

            load and faults have --help; JMH has -h.
            """;

    private Main() {}

    /** Ends with what the command ends with. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return switch (arguments.isEmpty() ? "" : arguments.get(0)) {
            case "--help" -> help(out);
            case "faults" -> FaultsCommand.run(rest(arguments), out, err);
            case "load" -> LoadCommand.run(rest(arguments), out, err);
            default -> jmh(arguments);
        };
    }

    private static int help(PrintStream out) {
        out.print(HELP);
        return Command.GOOD;
    }

    private static List<String> rest(List<String> arguments) {
        return arguments.subList(1, arguments.size());
    }

    private static int jmh(List<String> arguments) {
        try {
            org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
            return Command.GOOD;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
