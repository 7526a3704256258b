package io.alternator.http.examples.console;

import io.alternator.http.examples.MetricsHandler;
import io.alternator.http.examples.Options;
import io.alternator.http.examples.Target;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.CannedReplies;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * {@code Demo --console}: shows an application's nodes in a browser, until Ctrl-C. Takes {@code --port} (8080; 0 is any),
 * {@code --seconds}, after which it ends by itself, and {@code --endpoint http://host:port} for a real cluster, on which there
 * are no faults to inject. The page's meters are at {@code /metrics} for Prometheus as well.
 */
public final class ConsoleCommand {
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(12);

    private ConsoleCommand() {}

    /** Serves until it is stopped: 0, 1 if the application saw failures, 2 if it cannot begin. */
    public static int run(Options options) {
        try {
            return serve(options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (IOException e) {
            System.err.println("The page cannot be served: " + e.getMessage());
            return 2;
        } catch (SdkException e) {
            System.err.println("The cluster does not answer: " + Message.of(e));
            return 2;
        }
    }

    /** Three nodes that answer after some milliseconds, as a database does, at next to no cost: no fan need start. */
    static AlternatorTestCluster.Builder cluster() {
        CannedReplies replies = CannedReplies.defaults();
        return AlternatorTestCluster.builder().replies((operation, body) -> {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LEAST_NANOS, MOST_NANOS));
            return replies.reply(operation, body);
        });
    }

    private static int serve(Options options) throws IOException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            await(ended, Optional.of(CLOSING)); // the JVM is gone when this returns
        }));
        try {
            return serve(options, stop);
        } finally {
            ended.countDown();
        }
    }

    private static int serve(Options options, CountDownLatch stop) throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        long requests;
        long failures;
        try (Target target = Target.of(options, cluster());
                Console console =
                        new Console(target, registry, options.consolePort().orElse(0))) {
            console.mount("/metrics", new MetricsHandler(registry));
            System.out.println("Console: " + console.uri() + " (Ctrl-C ends it)");
            await(stop, limit(options));
            requests = console.requests();
            failures = console.failures();
        }
        System.out.println(requests + " requests; failures seen by the application: " + failures);
        return failures == 0 ? 0 : 1;
    }

    private static Optional<Duration> limit(Options options) {
        return options.seconds().stream().mapToObj(Duration::ofSeconds).findFirst();
    }

    private static void await(CountDownLatch latch, Optional<Duration> limit) {
        try {
            if (limit.isEmpty()) {
                latch.await();
            } else {
                latch.await(limit.get().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
