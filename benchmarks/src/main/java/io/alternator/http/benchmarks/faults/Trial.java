package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.ClientTarget;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.PoolSettings;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One combination of fault, client and routing mode.
 *
 * @param network the namespace prefix if this process runs inside a network namespace
 */
record Trial(
        FaultScenario fault, HttpClientKind client, RoutingMode routing, LoadProfile load, Optional<String> network) {
    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);

    /** The sampler runs every 10 ms. A longer gap than this means a shortage of CPU or heap. */
    private static final Duration SUSPICIOUS_GAP = Duration.ofMillis(200);

    /** How long to wait for requests in flight at the end of the trial. Those that take longer count as failed. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

    int nodes() {
        return routing.nodes(load);
    }

    TrialRow run() throws InterruptedException {
        return fault.run(this);
    }

    /** Runs the trial on this cluster and closes it. */
    TrialRow runOn(TrialCluster opened) throws InterruptedException {
        RequestLog requestLog = new RequestLog();
        FaultTimeline timeline = new FaultTimeline();
        try (TrialCluster cluster = opened;
                ArrivalSampler sampler = ArrivalSampler.over(cluster);
                LoadGenerator generator = startLoad(routing.to(cluster), requestLog)) {
            Pause.of(load.warmup());
            cluster.injectFault(timeline, load.fault());
            Pause.of(load.after());
            if (!generator.finish(DRAIN_TIMEOUT)) {
                requestLog.failPending();
            }
            Arrivals arrivals = sampler.arrivals();
            warnIfStarved(arrivals.longestGap());
            return TrialRow.of(this, timeline, requestLog, arrivals);
        }
    }

    private LoadGenerator startLoad(ClientTarget target, RequestLog requestLog) {
        return client.over(PoolSettings.SDK_DEFAULTS, SyncLoadGenerator::over, AsyncLoadGenerator::over)
                .start(target, load.callers(), requestLog);
    }

    private void warnIfStarved(Duration gap) {
        if (gap.compareTo(SUSPICIOUS_GAP) > 0) {
            LOG.warn(
                    "{} {} {}: this process was not scheduled for up to {} ms (CPU or heap shortage); the longest request may"
                            + " include that time",
                    fault.label(),
                    client.label(),
                    routing.label(),
                    gap.toMillis());
        }
    }
}
