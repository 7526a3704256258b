package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.ChildProcess;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.JavaProcess;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Runs a {@link Session} in its own process: the JIT compiler's decisions last for the lifetime of a process. */
final class SessionProcess {
    private SessionProcess() {}

    /** Runs one session and returns its table. */
    static ComparisonTable run(HttpClientKind client, int concurrency, LoadOptions options, int first) {
        List<String> arguments = Stream.concat(
                        Stream.of(Integer.toString(first)), options.commandLine(client, concurrency).stream())
                .toList();
        try (ChildProcess process = new ChildProcess(JavaProcess.fork(SessionProcess.class, arguments))) {
            return ComparisonTable.parse(process.query("run"));
        }
    }

    /** Arguments: the index of the first contender, then the command line for one client and one concurrency. */
    public static void main(String[] args) throws IOException, InterruptedException {
        LoadOptions options = LoadOptions.parse(List.of(args).subList(1, args.length));
        if (System.in.read() >= 0) {
            Session session = new Session(
                    options.clients().get(0), options.concurrencies().get(0), options);
            System.out.println(session.run(Integer.parseInt(args[0])).line());
        }
    }
}
