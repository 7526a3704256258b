package io.alternator.http.benchmarks.footprint;

import io.alternator.http.benchmarks.load.MedianInterval;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Compares bare and wrapped clients; each figure is the median of its JVMs.
 *
 * @param clients the number of clients of the JVMs with all clients
 */
record FootprintTable(
        int clients,
        List<Footprint> bareStarts,
        List<Footprint> wrappedStarts,
        List<Footprint> bareAll,
        List<Footprint> wrappedAll) {
    private static final double BYTES_PER_KB = 1024;
    private static final double MAX_MILLIS = 40;
    private static final double MAX_KB = 40;

    /** The table in Markdown. */
    String text() {
        return String.join(
                System.lineSeparator(),
                "| figure | bare | wrapped | difference | limit |",
                "|---|--:|--:|--:|--:|",
                row("first request ms", bareStarts, wrappedStarts, Footprint::firstRequestMillis, MAX_MILLIS),
                row("heap per client KB", bareAll, wrappedAll, run -> run.heapBytes() / BYTES_PER_KB / clients, MAX_KB),
                row("threads for " + clients + " clients", bareAll, wrappedAll, Footprint::threads, Double.NaN),
                row("threads added after the first client", bareAll, wrappedAll, FootprintTable::added, 0));
    }

    private static double added(Footprint run) {
        return run.threads() - run.firstThreads();
    }

    /** A row; without a limit if it is NaN. */
    private static String row(
            String name,
            List<Footprint> bare,
            List<Footprint> wrapped,
            ToDoubleFunction<Footprint> figure,
            double limit) {
        double without = MedianInterval.of(bare, figure).median();
        double with = MedianInterval.of(wrapped, figure).median();
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %+.1f | %s |",
                name,
                without,
                with,
                with - without,
                Double.isNaN(limit) ? "" : String.format(Locale.ROOT, "%+.0f", limit));
    }
}
