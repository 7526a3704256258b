package io.alternator.http.benchmarks;

import io.alternator.http.benchmarks.faults.FaultsCommand;
import java.io.IOException;
import java.util.List;

/** The jar's one entrance: {@code faults} and its options, or else JMH and all of its own. */
public final class Main {
    private Main() {}

    /** Ends with what the command ends with. */
    public static void main(String[] args) throws IOException {
        List<String> arguments = List.of(args);
        if (!arguments.isEmpty() && arguments.get(0).equals("faults")) {
            System.exit(FaultsCommand.run(arguments.subList(1, arguments.size()), System.out, System.err));
        }
        org.openjdk.jmh.Main.main(args);
    }
}
