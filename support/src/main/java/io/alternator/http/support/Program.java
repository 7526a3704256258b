package io.alternator.http.support;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Runs a picocli command. Whatever is wrong with its arguments is one line that names the option, the value and the remedy. */
public final class Program {
    /** Exit statuses. */
    public static final int OK = 0;

    public static final int FAILED = 1;
    public static final int USAGE = 2;

    private static final Pattern OF_OPTION = Pattern.compile("^(?:Invalid value for option|option) '(--?[^']+)'.*?: ");
    private static final int HELP_WIDTH = 125;
    private static final int LAST = 100;

    private Program() {}

    /** The command line of an annotated object, with {@code --help}. */
    public static CommandLine commandLine(Object command) {
        CommandLine line = new CommandLine(command)
                .registerConverter(int.class, Program::wholeNumber)
                .registerConverter(Integer.class, Program::wholeNumber)
                .registerConverter(URI.class, Program::uri)
                .setUsageHelpWidth(HELP_WIDTH);
        line.getCommandSpec()
                .addOption(CommandLine.Model.OptionSpec.builder("--help")
                        .usageHelp(true)
                        .order(LAST)
                        .description("print this text")
                        .build());
        return line;
    }

    /**
     * Runs the command, or prints its help.
     *
     * @return the exit status of the process
     */
    public static int run(Object command, List<String> arguments, PrintStream out, PrintStream err) {
        return run(commandLine(command), arguments, out, err);
    }

    /** The same, with a command line that was made by {@link #commandLine}. */
    public static int run(CommandLine line, List<String> arguments, PrintStream out, PrintStream err) {
        return line.setOut(new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true))
                .setParameterExceptionHandler((invalid, given) -> {
                    err.println(message(invalid));
                    return USAGE;
                })
                .setExecutionExceptionHandler((failure, failed, parsed) -> report(failure, err))
                .execute(arguments.toArray(String[]::new));
    }

    /**
     * Parses arguments into the command, without running it.
     *
     * @throws IllegalArgumentException with the option, its value and the remedy
     */
    public static <C> C parse(C command, List<String> arguments) {
        try {
            commandLine(command).parseArgs(arguments.toArray(String[]::new));
            return command;
        } catch (CommandLine.ParameterException e) {
            throw new InvalidOptionException(message(e), e);
        }
    }

    /** Throws {@link InvalidOptionException} if the value is not between {@code min} and {@code max}, both inclusive. */
    public static void requireInRange(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new InvalidOptionException(option + ": " + value + " is out of range; use " + min + " to " + max);
        }
    }

    /** Options that are valid, but not as they are used. */
    public static final class InvalidOptionException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        /** With a message that names the option, the value and the remedy. */
        public InvalidOptionException(String message) {
            super(message);
        }

        /** The same, for an exception that told it. */
        public InvalidOptionException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // the stack trace is the error report
    private static int report(Exception failure, PrintStream err) {
        if (failure instanceof InvalidOptionException) {
            err.println(failure.getMessage());
            return USAGE;
        }
        failure.printStackTrace(err);
        return FAILED;
    }

    @SuppressWarnings("UnusedException") // picocli's takes no cause
    private static int wholeNumber(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new CommandLine.TypeConversionException("'" + value + "' is not a whole number; give one");
        }
    }

    @SuppressWarnings("UnusedException") // picocli's takes no cause
    private static URI uri(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new CommandLine.TypeConversionException("'" + value + "' is not a URI; write http://host:port");
        }
    }

    private static String message(CommandLine.ParameterException invalid) {
        if (invalid instanceof CommandLine.UnmatchedArgumentException unknown) {
            return unknown.getUnmatched().get(0) + ": unknown option; see --help";
        }
        if (invalid instanceof CommandLine.MissingParameterException missing) {
            return name(missing.getMissing().get(0)) + ": missing value; write it after the option";
        }
        if (invalid instanceof CommandLine.OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + ": given twice; give only one";
        }
        return OF_OPTION.matcher(String.valueOf(invalid.getMessage())).replaceFirst("$1: ");
    }

    private static String name(CommandLine.Model.ArgSpec argument) {
        return argument instanceof CommandLine.Model.OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
