package io.alternator.http.benchmarks.footprint;

import io.alternator.http.benchmarks.common.Command;
import io.alternator.http.benchmarks.load.StubServerHandle;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code footprint}: compares the first request, the heap and the threads of clients with and without the wrapper. */
public final class FootprintCommand {
    private static final String HELP = """
            usage: java -jar benchmarks.jar footprint [options]

            Measures Apache clients in new JVMs, bare and wrapped in turn, against a server in another process, and prints the
            medians, their difference and the limit for the difference. With the defaults it takes about 70 s on an idle machine;
            a JVM that takes longer than 60 s ends the run with an error. The server needs addresses of 127.0.0.0/8.

              --clients N   number of clients open at once for heap and threads, default 200; each has sent one request
              --starts N    number of JVMs that measure the first request, bare and wrapped each, default 7
              --rounds N    number of JVMs that measure heap and threads, bare and wrapped each, default 2

              first request ms      from before the first client is built to its first response
              heap per client KB    heap in use after a garbage collection, divided by the number of clients
              threads               live threads, including those of the JVM; the least number seen in 5.5 s
            """;
    private static final Command<FootprintOptions> COMMAND =
            new Command<>(HELP, FootprintOptions::parse, FootprintCommand::compare);

    private FootprintCommand() {}

    /** Runs the command and returns the exit status of the process. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return COMMAND.run(arguments, out, err);
    }

    private static void compare(FootprintOptions options, PrintStream out) {
        double before = loadAverage();
        FootprintTable table = measure(options);
        out.printf(
                Locale.ROOT,
                "%d starts, %d rounds of %d clients; JDK %s, %d processors; load average %.1f before, %.1f after%n%n%s%n",
                options.starts(),
                options.rounds(),
                options.clients(),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                before,
                loadAverage(),
                table.text());
    }

    private static FootprintTable measure(FootprintOptions options) {
        try (StubServerHandle server = StubServerHandle.start(1, 3, Duration.ZERO)) {
            String host = server.hosts(0).get(0);
            FootprintProcess.run(true, 1, host, server.port()); // warms up the server and the file cache
            List<Footprint> bareStarts = new ArrayList<>();
            List<Footprint> wrappedStarts = new ArrayList<>();
            for (int start = 0; start < options.starts(); start++) {
                bareStarts.add(FootprintProcess.run(false, 1, host, server.port()));
                wrappedStarts.add(FootprintProcess.run(true, 1, host, server.port()));
            }
            List<Footprint> bareAll = new ArrayList<>();
            List<Footprint> wrappedAll = new ArrayList<>();
            for (int round = 0; round < options.rounds(); round++) {
                bareAll.add(FootprintProcess.run(false, options.clients(), host, server.port()));
                wrappedAll.add(FootprintProcess.run(true, options.clients(), host, server.port()));
            }
            return new FootprintTable(options.clients(), bareStarts, wrappedStarts, bareAll, wrappedAll);
        }
    }

    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
