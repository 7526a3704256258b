package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.ClientKind;
import io.alternator.http.benchmarks.common.Named;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What {@code load --help} says. */
final class Help {
    private Help() {}

    static String text() {
        return """
            usage: java -jar benchmarks.jar load [options]

            Asks for one item, again and again, through the wrapper and without it, and prints what a request costs: a Markdown
            table for each kind of client and each number of requests at once. Contenders take turns, in each round in another
            order, over clients that stay open; each has nodes of its own. The nodes are one more process: not the test cluster,
            whose MockWebServer takes several times the CPU, but one thread with three ready-made answers, which do not depend
            on the question. It needs addresses of 127.0.0.0/8.

              --client NAME,…       all, or of %s; default apache,netty
              --contender NAME,…    all, or of those below; the first is what the others are compared with; default
                                    %s
              --concurrency N,…     requests under way at any moment, default 1,32; sync clients take a thread for each
              --nodes N             default 3; bare asks one of them
              --slow N              milliseconds that the last node takes to answer requests of the API, default 0; bare asks
                                    another one
              --warmup N            seconds for each contender, before all rounds, default 5. The JIT compiler goes on for two
                                    minutes on two processors, and who is warmed up last pays for it: ratios of a few percent
                                    take 40 or more
              --rounds N            default 7
              --turn N              milliseconds for each contender in each round, default 3000; many short turns tell more of
                                    ratios than few long ones
              --forks N             how often all of it is done, each time in a new process, default 1. A process keeps its
                                    luck as long as it lives: what the JIT compiler inlines, which threads serve which
                                    connection. With more than one, the medians of each are what a row is made of
              --anonymous           without signatures, which cost more than the wrapper; default is with

            contenders
            %s

            columns: the median of all rounds, or processes (its 95 %% confidence interval; least–most of few)
              requests/s            that got their answers; one that fails ends everything
              ratio                 to the first contender, in the same round or process; so are the others. What the interval of
                                    bare-again spans is noise
              p50, p99, p99.9 µs    from the application's call to its answer
              CPU µs                of the clients' process for each request, the compiler and the collector included; it is counted
                                    in steps of 10 ms, so short turns are coarse, each by itself
              allocated B           on the Java heap for each request, by threads that live at the end of the turn; what CRT
                                    takes outside of the heap is none
              sent B                that the nodes read for each request, questions for the nodes and probes included
              asked                 requests that the nodes read for each that was answered: what is above 1 was hedged or
                                    retried
              of the last           part of them that the last node read, which --slow makes slow
              opened                connections, in all rounds together; a pool that churns shows here
              open                  connections at the end
              server CPU µs         of the nodes' process for each request

            Pools have room for nodes × concurrency connections with all contenders. They share a process, so that the JIT
            compiler sees bare and wrapped clients at the same call sites; one contender alone may be a little faster. With few
            processors, the server and other processes take part of what the clients could have: requests/s tells of
            the machine then, and CPU µs of the client. url-connection signs only with
            -Dsun.net.http.allowRestrictedHeaders=true, and pools more than 5 connections only with -Dhttp.maxConnections=N.
            Netty has one event loop instead of two for each processor with -Dio.netty.eventLoopThreads=1. All of these go before
            -jar, and reach the clients' process.

            Exit status: 0 if everything was measured; 1 if not; 2 for arguments that make no sense.
            """.formatted(Named.labels(ClientKind.values()), Contender.USUAL, contenders());
    }

    private static String contenders() {
        return Arrays.stream(Contender.values())
                .map(contender -> String.format("  %-25s %s", contender.label(), contender.description()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
