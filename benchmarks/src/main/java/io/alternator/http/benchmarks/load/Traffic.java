package io.alternator.http.benchmarks.load;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the server has seen of one contender so far, on all of its nodes together.
 *
 * @param requests of the API; questions for the nodes and probes are none
 * @param lastNodesRequests those of them that the last node read
 * @param bytes read, of all requests
 * @param accepted connections
 * @param open connections now
 * @param cpuNanos of the server's whole process
 */
record Traffic(long requests, long lastNodesRequests, long bytes, long accepted, long open, long cpuNanos) {
    private static final int FIELDS = 6;

    /** As it travels between the processes. */
    String line() {
        return Stream.of(requests, lastNodesRequests, bytes, accepted, open, cpuNanos)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    static Traffic parse(String line) {
        long[] fields = Arrays.stream(line.split(" ", FIELDS))
                .mapToLong(Long::parseLong)
                .toArray();
        return new Traffic(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
    }
}
