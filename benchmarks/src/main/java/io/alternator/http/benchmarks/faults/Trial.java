package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.Callers;
import io.alternator.http.benchmarks.common.HttpClientKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One combination of fault, client and routing mode.
 *
 * @param number among the trials of the command line
 * @param arguments the command line
 */
record Trial(
        int number,
        FaultScenario fault,
        HttpClientKind client,
        RoutingMode routing,
        Load load,
        List<String> arguments) {
    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
    private static final long SAMPLING_MILLIS = 10;

    /** A longer gap than this between samples means a shortage of CPU or heap. */
    private static final Duration SUSPICIOUS_GAP = Duration.ofMillis(200);

    /** How long to wait for requests in flight at the end of the trial. Those that take longer count as failed. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

    /**
     * The load and the phases of a trial.
     *
     * @param callers the number of requests in flight; a sync client uses one thread for each
     * @param warmup the time before the fault
     * @param fault the duration of the fault
     * @param after the time observed after the fault
     */
    record Load(int callers, int nodes, Duration warmup, Duration fault, Duration after) {}

    /** The number of nodes. The bare client uses one. */
    int nodes() {
        return routing == RoutingMode.BARE ? 1 : load.nodes();
    }

    /** Runs the trial on this cluster, closes it, and returns the row of the table. */
    String runOn(TrialCluster opened) throws InterruptedException {
        RequestLog requestLog = new RequestLog(load.callers());
        FaultScript.Timeline timeline = new FaultScript.Timeline();
        List<Arrivals.Snapshot> snapshots = Collections.synchronizedList(new ArrayList<>());
        ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
        try (TrialCluster cluster = opened;
                Callers callers =
                        Callers.handedOver(client.open(routing.to(cluster), OptionalInt.empty()), load.callers())) {
            snapshots.add(snapshot(cluster));
            Future<?> sampling = sampler.scheduleWithFixedDelay(
                    () -> snapshots.add(snapshot(cluster)), 0, SAMPLING_MILLIS, TimeUnit.MILLISECONDS);
            CompletableFuture<Void> running = callers.run(requestLog);
            Thread.sleep(load.warmup().toMillis());
            cluster.injectFault(timeline, load.fault());
            Thread.sleep(load.after().toMillis());
            finish(requestLog, running);
            if (sampling.isDone()) {
                throw new IllegalStateException("a node could not be asked for its requests");
            }
            sampler.shutdownNow();
            sampler.awaitTermination(DRAIN_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            Arrivals arrivals = new Arrivals(List.copyOf(snapshots));
            warnIfStarved(arrivals.longestGap());
            return TrialRow.of(this, timeline, requestLog, arrivals);
        } finally {
            sampler.shutdownNow();
        }
    }

    private static void finish(RequestLog requestLog, CompletableFuture<Void> running) throws InterruptedException {
        requestLog.finish();
        try {
            running.get(DRAIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            requestLog.failPending(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Arrivals.Snapshot snapshot(TrialCluster cluster) {
        return new Arrivals.Snapshot(System.nanoTime(), cluster.requests());
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
