package io.alternator.http.internal.discovery;

import io.alternator.http.DiscoverySettings;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.time.LogThrottle;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Schedules the fetches of the node list:
 *
 * <ul>
 *   <li>at the start;
 *   <li>then at the interval while requests flow, and at the idle interval while none do;
 *   <li>soon after a failed connection, but at most once a second;
 *   <li>every second until the first list is known.
 * </ul>
 *
 * One fetch runs at a time. A failed fetch leaves the last good list in use.
 */
public final class Discovery implements AutoCloseable {
    private static final Duration STALE_AFTER = Duration.ofMinutes(1);

    private final ClientLog log;
    private final ScopeFetches fetches;
    private final Scheduler scheduler;
    private final Ticker ticker;
    private final FetchPace pace;
    private final LogThrottle staleWarnings;

    private volatile boolean requestSeen = true; // the first fetch is followed by another at the short interval
    private volatile boolean refreshRequested;
    private volatile boolean closed;
    private volatile long lastListAt;
    private volatile boolean isOtherServer;

    // Below: the scheduler's thread only.
    private boolean fetching;
    private boolean scheduled;
    private long nextAt;
    private Scheduler.Cancellable next = Scheduler.Cancellable.NOTHING;

    public Discovery(
            DiscoverySettings settings,
            ScopeFetches fetches,
            Scheduler scheduler,
            Ticker ticker,
            RandomGenerator random,
            ClientIdentity client) {
        this.log = client.log(Discovery.class);
        this.fetches = fetches;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.pace = new FetchPace(settings, ticker, random);
        this.staleWarnings = new LogThrottle(STALE_AFTER, ticker);
        this.lastListAt = ticker.nanos();
    }

    /** Starts the first fetch, in the background. */
    public void start() {
        scheduler.execute(() -> refreshIn(Duration.ZERO));
    }

    /** Reports that the application is active. On the request path: one volatile read, and a little more once per fetch. */
    public void requestSeen() {
        if (!requestSeen) {
            requestSeen = true;
            scheduler.execute(() -> refreshIn(pace.untilActiveRefresh()));
        }
    }

    /** Fetches at once, or as soon as a second has passed since the last fetch began: a node may have left. */
    public void refreshSoon() {
        if (!refreshRequested) {
            refreshRequested = true; // many failing requests cause one task
            scheduler.execute(() -> {
                if (!pace.isNotAlternator()) {
                    refreshIn(pace.untilEarliestRefresh());
                }
            });
        }
    }

    /** Fetches the lists of all scopes as soon as permitted: the scope in use has changed. */
    public void refreshAllSoon() {
        fetches.nextIncludesAll();
        refreshSoon();
    }

    /** Time since the last good list, or since the start if there was none; empty if the server is not Alternator and has none. */
    public Optional<Duration> age() {
        return isOtherServer ? Optional.empty() : Optional.of(sinceLastList());
    }

    private Duration sinceLastList() {
        return Duration.ofNanos(ticker.nanos() - lastListAt);
    }

    @Override
    public void close() {
        closed = true;
        fetches.cancel();
        scheduler.execute(() -> next.cancel());
    }

    /** Brings the next fetch forward. Never delays it. */
    private void refreshIn(Duration delay) {
        long at = ticker.nanos() + Math.max(0, delay.toNanos());
        if (closed || (scheduled && nextAt - at <= 0)) {
            return;
        }
        scheduled = true;
        nextAt = at;
        next.cancel();
        if (!fetching) {
            next = scheduler.schedule(this::refresh, Duration.ofNanos(at - ticker.nanos()));
        }
    }

    private void refresh() {
        scheduled = false;
        refreshRequested = false;
        fetching = true;
        pace.fetchStarted();
        fetches.start(result -> scheduler.execute(() -> fetched(result)));
    }

    private void fetched(NodeListFetcher.Result result) {
        fetching = false;
        if (result == NodeListFetcher.Result.LISTED) {
            lastListAt = ticker.nanos();
        }
        pace.fetchEnded(result);
        boolean wasOtherServer = isOtherServer;
        isOtherServer = pace.isNotAlternator();
        if (result == NodeListFetcher.Result.FAILED && !isOtherServer) {
            logStaleList();
        }
        if (isOtherServer && !wasOtherServer) {
            log.info("No /localnodes list from {}; the seeds are used as the cluster", fetches);
        }
        boolean active = requestSeen;
        requestSeen = false;
        boolean requestedMeanwhile = scheduled;
        scheduled = false;
        refreshIn(requestedMeanwhile ? Duration.ofNanos(nextAt - ticker.nanos()) : pace.afterFetch(active));
    }

    private void logStaleList() {
        if (sinceLastList().compareTo(STALE_AFTER) >= 0 && staleWarnings.tryAcquire()) {
            log.warn(
                    "No usable list of the cluster's nodes for {} s; the nodes known so far stay in use"
                            + "; see troubleshooting.md#stale-list",
                    sinceLastList().toSeconds());
        } else {
            log.debug("No node returned a usable list; the nodes known so far stay in use");
        }
    }
}
