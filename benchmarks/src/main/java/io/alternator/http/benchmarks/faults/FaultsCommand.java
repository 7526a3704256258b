package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.Command;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;

/** {@code faults}: injects faults and prints their effect on the application, one row of a Markdown table per trial. */
public final class FaultsCommand {
    private static final Command<FaultsOptions> COMMAND =
            new Command<>(FaultsHelp.text(), FaultsOptions::parse, FaultsCommand::runTrials);

    private FaultsCommand() {}

    /** Runs the command and returns the exit status. Failed requests are a result, not a failure of the command. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return COMMAND.run(arguments, out, err);
    }

    private static void runTrials(FaultsOptions options, PrintStream out) throws InterruptedException {
        if (options.network().isPresent()) {
            exitWithParent();
        } else {
            printHeader(options, out);
        }
        for (Iterator<Trial> trials = options.trials().iterator(); trials.hasNext(); ) {
            out.println(trials.next().run().text());
        }
    }

    private static void printHeader(FaultsOptions options, PrintStream out) {
        LoadProfile load = options.load();
        out.printf(
                "%d nodes (bare: 1), %d callers, %d s of warm-up, %d s of fault, %d s after it; JDK %s, %d processors%n%n",
                load.nodes(),
                load.callers(),
                load.warmup().toSeconds(),
                load.fault().toSeconds(),
                load.after().toSeconds(),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        out.println(TrialRow.HEADER.text());
        out.println(TrialRow.SEPARATOR.text());
    }

    /** The parent that started this process inside a namespace holds its standard input open. Exits when the input ends. */
    private static void exitWithParent() {
        Thread watcher = new Thread(
                () -> {
                    try {
                        System.in.transferTo(PrintStream.nullOutputStream());
                    } catch (IOException e) {
                        // treated as end of input
                    }
                    Runtime.getRuntime().halt(Command.EXIT_FAILED);
                },
                "parent-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }
}
