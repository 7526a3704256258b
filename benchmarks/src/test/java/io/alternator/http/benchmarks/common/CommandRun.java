package io.alternator.http.benchmarks.common;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The result of a command, run as from a shell. */
public record CommandRun(int status, String out, String err) {

    /** The entry point of a command. */
    @FunctionalInterface
    public interface EntryPoint {
        int run(List<String> arguments, PrintStream out, PrintStream err);
    }

    public static CommandRun run(EntryPoint command, String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = command.run(List.of(line.split(" ")), print(out), print(err));
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** The rows of the table; each maps column names to cells. */
    public List<Map<String, String>> rows() {
        List<String[]> cells = out.lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.substring(1).split("\\|"))
                .toList();
        return cells.stream().skip(2).map(row -> byName(cells.get(0), row)).toList();
    }

    private static Map<String, String> byName(String[] names, String[] row) {
        Map<String, String> byName = new HashMap<>();
        for (int column = 0; column < names.length; column++) {
            byName.put(names[column].trim(), Arrays.asList(row).get(column).trim());
        }
        return byName;
    }
}
