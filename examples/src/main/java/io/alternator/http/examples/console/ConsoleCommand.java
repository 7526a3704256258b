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
 * {@code Demo --console}: shows an application's nodes in a browser until Ctrl-C. Prometheus can scrape the meters at
 * {@code /metrics}. Options:
 *
 * <ul>
 *   <li>{@code --port}: default 8080, 0 for any free port
 *   <li>{@code --seconds}: ends after this time
 *   <li>{@code --endpoint http://host:port}: a real cluster, on which no faults can be injected
 *   <li>{@code --backend http://host:port}: the server that keeps the data behind the embedded cluster's nodes
 * </ul>
 */
public final class ConsoleCommand {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final long MIN_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long MAX_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(12);

    private ConsoleCommand() {}

    /** Serves until stopped. Returns 0, or 1 if the application saw failures, or 2 if it cannot start. */
    public static int run(Options options) {
        try {
            return serve(options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (IOException e) {
            System.err.println("Cannot serve the page: " + e.getMessage());
            return 2;
        } catch (SdkException e) {
            System.err.println("The cluster does not answer: " + ErrorMessage.of(e));
            return 2;
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

    private static int serve(Options options) throws IOException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            await(ended, Optional.of(CLOSE_TIMEOUT)); // the JVM halts when this hook returns
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
            System.out.println("Console: " + console.uri() + " (Ctrl-C to stop)");
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
