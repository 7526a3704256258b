package io.alternator.http.examples;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;

/** Polls a metrics endpoint until a condition holds, and measures how long that takes. */
final class MetricsPoller {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;

    MetricsPoller(URI endpoint) {
        this.request = HttpRequest.newBuilder(endpoint).timeout(LIMIT).build();
    }

    /** Scrapes once. */
    Scrape scrape() {
        try {
            return Scrape.parse(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits for a condition; returns the time that it elapsed. */
    Duration until(String what, Predicate<Scrape> condition) {
        return after(() -> {}, what, condition);
    }

    /** Runs an action and waits for a condition; returns the time since the start of the action. */
    Duration after(Runnable action, String what, Predicate<Scrape> condition) {
        long start = System.nanoTime();
        action.run();
        await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> condition.test(scrape()));
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("%6d ms until %s%n", elapsed.toMillis(), what);
        return elapsed;
    }
}
