package io.alternator.http.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;

/** Runs a {@link StubServer} in its own process and answers queries on standard input. Exits at the end of that input. */
final class StubServerProcess {
    static final String PORT = "port";
    static final String HOSTS = "hosts";
    static final String COUNTERS = "counters";

    private StubServerProcess() {}

    /** Arguments: the number of clusters, the nodes per cluster, the response delay of the last node in milliseconds. */
    public static void main(String[] args) throws IOException {
        try (StubServer server = StubServer.start(
                        Integer.parseInt(args[0]),
                        Integer.parseInt(args[1]),
                        Duration.ofMillis(Long.parseLong(args[2])));
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            for (String query = input.readLine(); query != null; query = input.readLine()) {
                System.out.println(answer(query.split(" ", 2), server));
            }
        }
    }

    private static String answer(String[] query, StubServer server) {
        return switch (query[0]) {
            case PORT -> Integer.toString(server.port());
            case HOSTS ->
                String.join(",", server.cluster(Integer.parseInt(query[1])).hosts());
            case COUNTERS ->
                server.cluster(Integer.parseInt(query[1])).counters().line();
            default -> throw new IllegalArgumentException("unknown query: " + query[0]);
        };
    }
}
