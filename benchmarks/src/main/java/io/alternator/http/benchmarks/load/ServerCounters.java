package io.alternator.http.benchmarks.load;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cumulative counters of one contender's nodes together.
 *
 * @param requests DynamoDB requests read, without node list requests and probes
 * @param lastNodeRequests those of them read by the last node
 * @param bytes bytes read, of all requests
 * @param accepted connections accepted
 * @param open connections open now
 * @param cpuNanos CPU time of the whole server process, for all contenders
 */
record ServerCounters(long requests, long lastNodeRequests, long bytes, long accepted, long open, long cpuNanos) {
    private static final int FIELDS = 6;

    /** One line, to be sent to another process; see {@link #parse}. */
    String line() {
        return Stream.of(requests, lastNodeRequests, bytes, accepted, open, cpuNanos)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    static ServerCounters parse(String line) {
        long[] fields = Arrays.stream(line.split(" ", FIELDS))
                .mapToLong(Long::parseLong)
                .toArray();
        return new ServerCounters(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
    }
}
