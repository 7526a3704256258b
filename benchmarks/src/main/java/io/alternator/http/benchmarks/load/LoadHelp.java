package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.NamedOption;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The help text of {@code load --help}. */
final class LoadHelp {
    private LoadHelp() {}

    static String text() {
        return """
            usage: java -jar benchmarks.jar load [options]

            Sends GetItem requests for one item with and without the wrapper and prints the cost per request: one Markdown table
            per client and concurrency. All contenders run in one process, over clients that stay open, each with its own nodes.
            They take turns; the order changes from round to round. The nodes run in another process, in a minimal
            single-threaded server with three fixed responses: MockWebServer of the test cluster would use several times the
            CPU. The server needs addresses of 127.0.0.0/8.

              --client NAME,…       all, or any of %s; default apache,netty
              --contender NAME,…    all, or any of those below; the first is the baseline; default
                                    %s
              --concurrency N,…     concurrent requests, default 1,32; a sync client uses one thread per request
              --nodes N             number of nodes, default 3; bare uses only the first
              --slow N              response delay of the last node in milliseconds, for DynamoDB requests, default 0; with more
                                    than one node, bare does not use that node
              --warmup N            seconds of warm-up per contender, before all rounds, default 5. On two processors the JIT
                                    compiler is busy for about two minutes and slows down the contender warmed up last: to
                                    tell ratios of a few percent, use 40 or more
              --rounds N            number of rounds, default 7
              --turn N              milliseconds per contender and round, default 3000; many short turns give more precise
                                    ratios than few long ones
              --forks N             number of processes in which the comparison is repeated, default 1. JIT inlining and the
                                    assignment of connections to threads differ between processes and last for the lifetime of
                                    one. With more than one process, each contributes its medians as one sample
              --anonymous           no request signatures; by default requests are signed, which costs more than the wrapper

            contenders
            %s

            columns: the median over all rounds or processes, with its 95 %% confidence interval (min–max if they are few)
              requests/s            completed requests per second; a failed request ends the run
              ratio                 requests/s relative to the first contender in the same round or process; p99 ratio and CPU
                                    ratio likewise. The interval of bare-again is the noise
              p50, p99, p99.9 µs    latency from the application's call to the response
              CPU µs                CPU time of the client process per request, including JIT compiler and garbage collector;
                                    its resolution is 10 ms, so single short turns are imprecise
              allocated B           bytes allocated on the Java heap per request, by threads alive at the end of the turn;
                                    native memory, as used by CRT, is not included
              sent B                bytes read by the nodes per request, including node list requests and probes
              asked                 requests read by the nodes per completed request; above 1 with hedging or retries
              of the last           the last node's share of the requests read by the nodes (see --slow)
              opened                connections opened in all rounds; high if the pool keeps replacing connections
              open                  connections open at the end
              server CPU µs         CPU time of the server process per request

            Every contender's pool has room for nodes × concurrency connections. The contenders share a process so that the JIT
            compiler sees bare and wrapped clients at the same call sites; a contender alone may be slightly faster. With few
            processors, the server and other processes compete with the clients: requests/s then depends on the machine, and
            CPU µs is the better measure of the client.

            JVM options, to be given before -jar (they apply to the client process, too):
              -Dsun.net.http.allowRestrictedHeaders=true   needed by url-connection to sign requests
              -Dhttp.maxConnections=N                      pool size of url-connection, otherwise 5
              -Dio.netty.eventLoopThreads=1                one Netty event loop instead of two per processor

            Exit status: 0 if everything was measured; 1 if not; 2 for invalid arguments.
            """.formatted(NamedOption.labels(HttpClientKind.values()), Contender.DEFAULTS, contenders());
    }

    private static String contenders() {
        return Arrays.stream(Contender.values())
                .map(contender -> String.format("  %-25s %s", contender.label(), contender.description()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
