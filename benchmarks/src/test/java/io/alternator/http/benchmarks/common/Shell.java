package io.alternator.http.benchmarks.common;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command, run as from a shell. */
public record Shell(int status, String out, String err) {

    /** What the jar's entrance calls. */
    @FunctionalInterface
    public interface Command {
        int run(List<String> arguments, PrintStream out, PrintStream err);
    }

    public static Shell run(Command command, String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = command.run(List.of(line.split(" ")), print(out), print(err));
        return new Shell(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** The table's rows, each by the names of its columns. */
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
