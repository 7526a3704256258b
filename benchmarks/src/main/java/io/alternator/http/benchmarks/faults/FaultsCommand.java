package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.Command;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;

/** {@code faults}: plays faults and prints what the application saw of them, a row of a Markdown table for each trial. */
public final class FaultsCommand {
    private static final Command<Options> COMMAND = new Command<>(Help.text(), Options::parse, FaultsCommand::play);

    private FaultsCommand() {}

    /** Runs it and returns what the process is to end with; failures that it measures are none of its own. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return COMMAND.run(arguments, out, err);
    }

    private static void play(Options options, PrintStream out) throws InterruptedException {
        if (options.network().isPresent()) {
            endWithParent();
        } else {
            head(options, out);
        }
        for (Iterator<Trial> trials = options.trials().iterator(); trials.hasNext(); ) {
            out.println(trials.next().play().text());
        }
    }

    private static void head(Options options, PrintStream out) {
        Load load = options.load();
        out.printf(
                "%d nodes (bare: 1), %d callers, %d s of warm-up, %d s of fault, %d s after it; JDK %s, %d processors%n%n",
                load.nodes(),
                load.callers(),
                load.warmup().toSeconds(),
                load.fault().toSeconds(),
                load.after().toSeconds(),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        out.println(Row.HEADER.text());
        out.println(Row.RULE.text());
    }

    /** Whoever started this process inside a network holds its standard input open until it ends. */
    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(PrintStream.nullOutputStream());
                    } catch (IOException e) {
                        // as good as its end
                    }
                    Runtime.getRuntime().halt(Command.BROKEN);
                },
                "parent");
        watch.setDaemon(true);
        watch.start();
    }
}
