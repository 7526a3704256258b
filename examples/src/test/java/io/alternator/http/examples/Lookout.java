package io.alternator.http.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Looks at an endpoint of meters until it tells what is waited for, and says how long that took. */
final class Lookout {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;

    Lookout(URI endpoint) {
        this.request = HttpRequest.newBuilder(endpoint).timeout(LIMIT).build();
    }

    /** What it tells now. */
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

    Duration until(String what, Predicate<Scrape> seen) {
        return after(() -> {}, what, seen);
    }

    /** From the event's beginning. */
    Duration after(Runnable event, String what, Predicate<Scrape> seen) {
        long start = System.nanoTime();
        event.run();
        while (!seen.test(scrape())) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError("not within " + LIMIT + ": " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("%6d ms until %s%n", took.toMillis(), what);
        return took;
    }
}
