package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.ClientKind;
import io.alternator.http.benchmarks.common.Dialogue;
import io.alternator.http.benchmarks.common.JavaProcess;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A {@link Session} in a process of its own, as what the JIT compiler makes of a client lasts as long as its process. */
final class SessionProcess {
    private SessionProcess() {}

    /** Plays one. */
    static Table play(ClientKind client, int concurrency, Options options, int first) {
        List<String> arguments = Stream.concat(
                        Stream.of(Integer.toString(first)), options.only(client, concurrency).stream())
                .toList();
        try (Dialogue process = new Dialogue(JavaProcess.fork(SessionProcess.class, arguments))) {
            return Table.parse(process.ask("play"));
        }
    }

    /** Takes who is the first, and the command line of one kind of client and one concurrency. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.parse(List.of(args).subList(1, args.length));
        if (System.in.read() >= 0) {
            Session session = new Session(
                    options.clients().get(0), options.concurrencies().get(0), options);
            System.out.println(session.play(Integer.parseInt(args[0])).line());
        }
    }
}
