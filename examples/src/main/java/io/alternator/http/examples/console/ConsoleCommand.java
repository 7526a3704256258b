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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code Demo --console}: shows an application's nodes in a browser. Prometheus can scrape the meters at {@code /metrics}. */
public final class ConsoleCommand {
    private static final Duration UNTIL_STOPPED = Duration.ofDays(36_500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
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
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            await(ended, CLOSE_TIMEOUT); // the JVM halts when this hook returns
        }));
        try {
            return serve(options, port, () -> await(stop, limit.orElse(UNTIL_STOPPED)));
        } catch (SdkException e) {
            System.err.println("The cluster does not answer: " + Workload.describe(e));
            return Program.USAGE;
        } finally {
            ended.countDown();
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

    private static int serve(Options options, int port, Runnable awaitEnd) {
        try (Target target = options.open(cluster());
                LocalServer server = new LocalServer("--port", port);
                Console console = new Console(target, server)) {
            System.out.println("Console: " + console.uri() + " (Ctrl-C to stop)");
            awaitEnd.run();
            System.out.println(console.summary());
            return Program.OK;
        }
    }

    private static void await(CountDownLatch latch, Duration limit) {
        try {
            latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
