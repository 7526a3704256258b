package io.alternator.http.benchmarks;

import io.alternator.http.benchmarks.faults.FaultsCommand;
import io.alternator.http.benchmarks.load.LoadCommand;
import java.io.IOException;
import java.util.List;

/** The jar's one entrance: {@code faults} or {@code load} and its options, or else JMH and all of its own. */
public final class Main {
    private Main() {}

    /** Ends with what the command ends with. */
    public static void main(String[] args) throws IOException {
        List<String> arguments = List.of(args);
        switch (arguments.isEmpty() ? "" : arguments.get(0)) {
            case "faults" -> System.exit(FaultsCommand.run(rest(arguments), System.out, System.err));
            case "load" -> System.exit(LoadCommand.run(rest(arguments), System.out, System.err));
            default -> org.openjdk.jmh.Main.main(args);
        }
    }

    private static List<String> rest(List<String> arguments) {
        return arguments.subList(1, arguments.size());
    }
}
