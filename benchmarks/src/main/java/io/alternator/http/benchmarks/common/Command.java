package io.alternator.http.benchmarks.common;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;

/**
 * A command as its user meets it: help, one line for arguments that make no sense, and what the process ends with.
 *
 * @param parse refuses nonsense with an {@link IllegalArgumentException}
 */
public record Command<O>(String help, Function<List<String>, O> parse, Work<O> work) {
    public static final int GOOD = 0;
    public static final int BROKEN = 1;
    public static final int MISUSED = 2;

    /** Does what the options ask for. */
    @FunctionalInterface
    public interface Work<O> {
        void run(O options, PrintStream out) throws InterruptedException;
    }

    /** Runs it and returns what the process is to end with. */
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help")) {
            out.print(help);
            return GOOD;
        }
        try {
            return work(parse.apply(arguments), out, err);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return MISUSED;
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // this is where the user is told
    private int work(O options, PrintStream out, PrintStream err) {
        try {
            work.run(options, out);
            return GOOD;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return BROKEN;
        } catch (RuntimeException e) {
            e.printStackTrace(err);
            return BROKEN;
        }
    }
}
