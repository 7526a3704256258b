package io.alternator.http.internal.discovery;

import io.alternator.http.DiscoverySettings;
import io.alternator.http.internal.time.LogThrottle;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the cluster is asked for its nodes: at the start, then at the interval while requests flow and at the idle interval
 * while none do, and soon after a connection failed. One round at a time; a round that fails leaves the last good list.
 */
public final class Discovery implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Discovery.class);
    private static final Duration AT_LEAST_APART = Duration.ofSeconds(1);
    private static final Duration OLD = Duration.ofMinutes(1);
    private static final double JITTER = 0.2;

    private final DiscoverySettings settings;
    private final NodeListFetcher rounds;
    private final Scheduler scheduler;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final LogThrottle sayingOld;

    private volatile boolean requestSeen = true; // the first round is followed by another at the short interval
    private volatile boolean refreshWanted;
    private volatile boolean closed;
    private volatile long lastListAt;

    // Below: the scheduler's thread only.
    private boolean asking;
    private boolean everListed;
    private boolean alone;
    private boolean outOfStep;
    private long lastStart;
    private boolean due;
    private long nextAt;
    private Scheduler.Cancellable next = Scheduler.Cancellable.NOTHING;

    public Discovery(
            DiscoverySettings settings,
            NodeListFetcher rounds,
            Scheduler scheduler,
            Ticker ticker,
            RandomGenerator random) {
        this.settings = settings;
        this.rounds = rounds;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.random = random;
        this.sayingOld = new LogThrottle(OLD, ticker);
        this.lastListAt = ticker.nanos();
        this.lastStart = lastListAt;
    }

    /** Asks for the first time, in the background. */
    public void start() {
        scheduler.execute(() -> refreshIn(Duration.ZERO));
    }

    /** Tells that the application is at work. On the request path: one volatile read, and little more once a round. */
    public void requestSeen() {
        if (!requestSeen) {
            requestSeen = true;
            scheduler.execute(() -> refreshIn(jittered(pace(true)).minus(sinceLastStart())));
        }
    }

    /** Asks again at once, or as soon as a second has passed since the last time: a node may have left. */
    public void refreshSoon() {
        if (!refreshWanted) {
            refreshWanted = true; // one task for a thousand failing requests
            scheduler.execute(() -> {
                if (!alone) {
                    refreshIn(AT_LEAST_APART.minus(sinceLastStart()));
                }
            });
        }
    }

    /** Time since the last good list, or since the start if there was none. */
    public Duration age() {
        return Duration.ofNanos(ticker.nanos() - lastListAt);
    }

    @Override
    public void close() {
        closed = true;
        rounds.cancel();
        scheduler.execute(() -> next.cancel());
    }

    /** Brings the next round forward; never puts it off. */
    private void refreshIn(Duration delay) {
        long at = ticker.nanos() + Math.max(0, delay.toNanos());
        if (closed || (due && nextAt - at <= 0)) {
            return;
        }
        due = true;
        nextAt = at;
        next.cancel();
        if (!asking) {
            next = scheduler.schedule(this::refresh, Duration.ofNanos(at - ticker.nanos()));
        }
    }

    private void refresh() {
        due = false;
        refreshWanted = false;
        asking = true;
        lastStart = ticker.nanos();
        rounds.start(result -> scheduler.execute(() -> finished(result)));
    }

    private void finished(NodeListFetcher.Result result) {
        asking = false;
        everListed |= result == NodeListFetcher.Result.LISTED;
        if (result == NodeListFetcher.Result.LISTED) {
            lastListAt = ticker.nanos();
        } else if (result == NodeListFetcher.Result.FAILED) {
            sayHowOld();
        }
        noteAlone(result == NodeListFetcher.Result.NOT_ALTERNATOR && !everListed);
        boolean atWork = requestSeen;
        requestSeen = false;
        boolean wanted = due;
        due = false;
        refreshIn(wanted ? Duration.ofNanos(nextAt - ticker.nanos()) : pause(atWork));
    }

    private Duration pause(boolean atWork) {
        if (!everListed && !alone) {
            return AT_LEAST_APART;
        }
        Duration jittered = jittered(pace(atWork));
        if (outOfStep || alone) {
            return jittered;
        }
        outOfStep = true; // from now on: clients that were started together must not ask together for long
        return longer(AT_LEAST_APART, Duration.ofNanos((long) (jittered.toNanos() * random.nextDouble())));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private void sayHowOld() {
        if (age().compareTo(OLD) >= 0 && sayingOld.mayPass()) {
            log.warn(
                    "No usable list of the cluster's nodes for {} s; those known before stay in use",
                    age().toSeconds());
        } else {
            log.debug("No node told its list; what was known stays in use");
        }
    }

    private void noteAlone(boolean now) {
        if (now && !alone) {
            log.info("{} has no /localnodes list: it is used as a cluster of one", rounds);
        }
        alone = now;
    }

    /** A server that is no Alternator is not pestered, however busy the application is. */
    private Duration pace(boolean atWork) {
        return atWork && !alone ? settings.interval() : settings.idleInterval();
    }

    private Duration sinceLastStart() {
        return Duration.ofNanos(ticker.nanos() - lastStart);
    }

    private Duration jittered(Duration duration) {
        return Duration.ofNanos((long) (duration.toNanos() * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }
}
