package io.alternator.http.benchmarks.footprint;

import java.util.Locale;

/**
 * The figures of one JVM.
 *
 * @param firstRequestMillis from before the first client is built to its first response
 * @param firstThreads live threads with one client
 * @param heapBytes heap in use after a garbage collection, with all clients open
 * @param threads live threads with all clients open
 */
record Footprint(double firstRequestMillis, int firstThreads, long heapBytes, int threads) {

    /** One line, to be sent to another process; see {@link #parse}. */
    String line() {
        return String.format(Locale.ROOT, "%.3f %d %d %d", firstRequestMillis, firstThreads, heapBytes, threads);
    }

    static Footprint parse(String line) {
        String[] fields = line.split(" ", 4);
        return new Footprint(
                Double.parseDouble(fields[0]),
                Integer.parseInt(fields[1]),
                Long.parseLong(fields[2]),
                Integer.parseInt(fields[3]));
    }
}
