package io.alternator.http.benchmarks.common;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;

/**
 * A command-line command: prints its help, reports invalid arguments in one line, and returns an exit status.
 *
 * @param parse throws {@link IllegalArgumentException} for invalid arguments
 */
public record Command<O>(String help, Function<List<String>, O> parse, Action<O> action) {
    public static final int EXIT_OK = 0;
    public static final int EXIT_FAILED = 1;
    public static final int EXIT_USAGE = 2;

    /** Runs the command with the parsed options. */
    @FunctionalInterface
    public interface Action<O> {
        void run(O options, PrintStream out) throws InterruptedException;
    }

    /** Runs the command and returns the exit status of the process. */
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help")) {
            out.print(help);
            return EXIT_OK;
        }
        try {
            return runAction(parse.apply(arguments), out, err);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return EXIT_USAGE;
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // the stack trace is the error report
    private int runAction(O options, PrintStream out, PrintStream err) {
        try {
            action.run(options, out);
            return EXIT_OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return EXIT_FAILED;
        } catch (RuntimeException e) {
            e.printStackTrace(err);
            return EXIT_FAILED;
        }
    }
}
