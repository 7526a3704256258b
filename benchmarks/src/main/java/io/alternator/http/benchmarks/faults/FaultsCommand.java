package io.alternator.http.benchmarks.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;

/** {@code faults}: plays faults and prints what the application saw of them, a row of a Markdown table for each trial. */
public final class FaultsCommand {
    private static final int GOOD = 0;
    private static final int BROKEN = 1;
    private static final int MISUSED = 2;

    private FaultsCommand() {}

    /** Runs it and returns what the process is to end with; failures that it measures are none of its own. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help")) {
            out.print(Help.text());
            return GOOD;
        }
        try {
            return play(Options.parse(arguments), out, err);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return MISUSED;
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // this is where the user is told
    private static int play(Options options, PrintStream out, PrintStream err) {
        try {
            if (options.network().isPresent()) {
                endWithParent();
            } else {
                head(options, out);
            }
            for (Iterator<Trial> trials = options.trials().iterator(); trials.hasNext(); ) {
                out.println(trials.next().play().text());
            }
            return GOOD;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return BROKEN;
        } catch (RuntimeException e) {
            e.printStackTrace(err);
            return BROKEN;
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
                    Runtime.getRuntime().halt(BROKEN);
                },
                "parent");
        watch.setDaemon(true);
        watch.start();
    }
}
