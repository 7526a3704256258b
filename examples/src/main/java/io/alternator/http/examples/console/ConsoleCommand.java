package io.alternator.http.examples.console;

import io.alternator.http.examples.LocalServer;
import io.alternator.http.examples.Options;
import io.alternator.http.examples.Target;
import io.alternator.http.examples.Workload;
import io.alternator.http.support.Program;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.CannedReplies;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code Demo --console}: shows an application's nodes in a browser. Prometheus can scrape the meters at {@code /metrics}. */
public final class ConsoleCommand {
    private static final int CLOSE_SECONDS = 10;
    private static final long MIN_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long MAX_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(12);

    private ConsoleCommand() {}

    /**
     * Serves until Ctrl-C, or until the limit is over.
     *
     * @param port on 127.0.0.1; 0 for any free port
     * @return 0, even if calls failed, as the operator breaks nodes here; or 2 if the cluster does not answer
     * @throws IllegalArgumentException if the port is taken
     */
    public static int run(Options options, int port, Optional<Duration> limit) {
        CompletableFuture<Void> stop = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.complete(null);
            ended.completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
                    .join(); // the JVM halts when this hook returns
        }));
        try (Target target = options.open(cluster());
                LocalServer server = new LocalServer("--port", port);
                Console console = new Console(target, server)) {
            System.out.println("Console: " + console.uri() + " (Ctrl-C to stop)");
            limit.ifPresent(after -> stop.completeOnTimeout(null, after.toMillis(), TimeUnit.MILLISECONDS));
            stop.join();
            System.out.println(console.summary());
            return Program.OK;
        } catch (SdkException e) {
            System.err.println("The cluster does not answer: " + Workload.describe(e));
            return Program.USAGE;
        } finally {
            ended.complete(null);
        }
    }

    /** Nodes that answer with canned replies after 4 to 12 ms: the latency of a database without its CPU load. */
    static AlternatorTestCluster.Builder cluster() {
        CannedReplies replies = CannedReplies.defaults();
        return AlternatorTestCluster.builder().replies((operation, body) -> {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MIN_DELAY_NANOS, MAX_DELAY_NANOS));
            return replies.reply(operation, body);
        });
    }
}
