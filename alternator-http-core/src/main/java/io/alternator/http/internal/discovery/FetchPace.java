package io.alternator.http.internal.discovery;

import io.alternator.http.DiscoverySettings;
import io.alternator.http.internal.time.Jitter;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The delay between the fetches of the node list. Depends on whether requests flow and on how the fetches so far ended. For the
 * scheduler's thread only.
 */
final class FetchPace {
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
    private static final double JITTER = 0.2;

    private final DiscoverySettings settings;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final Jitter jitter;

    private boolean everListed;
    private boolean notAlternator;
    private boolean desynchronized;
    private long lastStart;

    FetchPace(DiscoverySettings settings, Ticker ticker, RandomGenerator random) {
        this.settings = settings;
        this.ticker = ticker;
        this.random = random;
        this.jitter = new Jitter(random, JITTER);
        this.lastStart = ticker.nanos();
    }

    /** A fetch starts. */
    void fetchStarted() {
        lastStart = ticker.nanos();
    }

    /** A fetch ended. */
    void fetchEnded(NodeListFetcher.Result result) {
        everListed |= result == NodeListFetcher.Result.LISTED;
        notAlternator = result == NodeListFetcher.Result.NOT_ALTERNATOR && !everListed;
    }

    /** True if the last fetch found a server without a node list, and none was ever received. */
    boolean isNotAlternator() {
        return notAlternator;
    }

    /** The delay until the next fetch after a request was seen. Negative if the fetch is overdue. */
    Duration untilActiveRefresh() {
        return interval(true).minus(sinceLastStart());
    }

    /** The delay until the earliest permitted fetch: one second after the last one started. Negative if that has passed. */
    Duration untilEarliestRefresh() {
        return MIN_INTERVAL.minus(sinceLastStart());
    }

    /**
     * The delay from the end of a fetch to the next one: one second until the first list is known, then the interval. The first
     * delay after a list is a random part of the interval, so that clients started together do not keep asking together.
     */
    Duration afterFetch(boolean active) {
        if (!everListed && !notAlternator) {
            return MIN_INTERVAL;
        }
        Duration delay = interval(active);
        if (desynchronized || notAlternator) {
            return delay;
        }
        desynchronized = true;
        Duration part = Duration.ofNanos((long) (delay.toNanos() * random.nextDouble()));
        return part.compareTo(MIN_INTERVAL) >= 0 ? part : MIN_INTERVAL;
    }

    /** A server that is not Alternator is asked at the idle interval only, however many requests flow. */
    private Duration interval(boolean active) {
        return jitter.apply(active && !notAlternator ? settings.interval() : settings.idleInterval());
    }

    private Duration sinceLastStart() {
        return Duration.ofNanos(ticker.nanos() - lastStart);
    }
}
