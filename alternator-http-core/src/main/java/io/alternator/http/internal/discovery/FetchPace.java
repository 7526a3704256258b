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
    private static final int MAX_DOUBLINGS = 20;

    private final DiscoverySettings settings;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final Jitter jitter;

    private boolean everListed;
    private int failuresBeforeList;
    private boolean notAlternator;
    private boolean desynchronized;
    private long lastStart;
    private Duration activeInterval; // drawn once for each fetch: the lesser of several would be too short

    FetchPace(DiscoverySettings settings, Ticker ticker, RandomGenerator random) {
        this.settings = settings;
        this.ticker = ticker;
        this.random = random;
        this.jitter = new Jitter(random, JITTER);
        this.lastStart = ticker.nanos();
        this.activeInterval = jitter.apply(settings.interval());
    }

    /** A fetch starts. */
    void fetchStarted() {
        lastStart = ticker.nanos();
        activeInterval = jitter.apply(settings.interval());
    }

    /** A fetch ended. */
    void fetchEnded(NodeListFetcher.Result result) {
        everListed |= result == NodeListFetcher.Result.LISTED;
        failuresBeforeList = everListed ? 0 : failuresBeforeList + 1;
        notAlternator = !everListed && (notAlternator || result == NodeListFetcher.Result.NOT_ALTERNATOR);
    }

    /** True if a fetch found a server without a node list, and none was ever received. */
    boolean isNotAlternator() {
        return notAlternator;
    }

    /** The delay until the next fetch after a request was seen. Negative if the fetch is overdue. */
    Duration untilActiveRefresh() {
        return (everListed ? activeInterval : retryDelay()).minus(sinceLastStart());
    }

    /**
     * The delay until the earliest permitted fetch: one second after the last one started, or the retry delay before the first
     * list. Negative if that has passed.
     */
    Duration untilEarliestRefresh() {
        return (everListed ? MIN_INTERVAL : retryDelay()).minus(sinceLastStart());
    }

    /**
     * The delay from the end of a fetch to the next one. Until the first list it doubles from 1 s to the idle interval, and is the
     * idle interval while no request flows. The first delay after a list is a random part of the interval, so that clients started
     * together do not keep asking together.
     */
    Duration afterFetch(boolean active) {
        if (!everListed) {
            return active ? retryDelay() : jitter.apply(settings.idleInterval());
        }
        Duration delay = active ? untilActiveRefresh() : jitter.apply(settings.idleInterval());
        if (desynchronized) {
            return delay;
        }
        desynchronized = true;
        Duration part = Duration.ofNanos((long) (delay.toNanos() * random.nextDouble()));
        return part.compareTo(MIN_INTERVAL) >= 0 ? part : MIN_INTERVAL;
    }

    private Duration retryDelay() {
        long seconds = 1L << Math.max(0, Math.min(failuresBeforeList - 1, MAX_DOUBLINGS));
        Duration delay = MIN_INTERVAL.multipliedBy(seconds);
        return delay.compareTo(settings.idleInterval()) <= 0 ? delay : settings.idleInterval();
    }

    private Duration sinceLastStart() {
        return Duration.ofNanos(ticker.nanos() - lastStart);
    }
}
