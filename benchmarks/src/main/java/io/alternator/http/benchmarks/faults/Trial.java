package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.Contender;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.support.Callers;
import io.alternator.http.support.ChildJvm;
import io.alternator.http.support.ItemClient;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.utils.AttributeMap;

/** One combination of fault, client and routing. */
record Trial(FaultScenario fault, HttpClientKind client, Contender routing, Load load) implements Serializable {
    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
    private static final long SAMPLING_MILLIS = 10;

    /** A longer gap than this between samples means a shortage of CPU or heap. */
    private static final Duration SUSPICIOUS_GAP = Duration.ofMillis(200);

    /** Allowance for starting processes and other overhead, on top of the length of the trial. */
    private static final Duration OVERHEAD = Duration.ofMinutes(1);

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
    record Load(int callers, int nodes, Duration warmup, Duration fault, Duration after) implements Serializable {}

    /** Returns the row of the table. */
    String run() throws InterruptedException {
        int nodes = routing == Contender.BARE ? 1 : load.nodes();
        return fault.isOfNetwork() ? runInNamespaces(nodes) : runOn(TrialCluster.inProcess(nodes, fault));
    }

    /** This process creates the network namespaces, and one that it starts in the client's runs the trial. */
    private String runInNamespaces(int nodes) {
        Optional<String> unavailable = NetworkNamespaces.unavailableReason();
        if (unavailable.isPresent()) {
            return TrialRow.skipped(this, unavailable.get());
        }
        Duration limit = load.warmup().plus(load.fault()).plus(load.after()).plus(OVERHEAD);
        try (NetworkNamespaces network = NetworkNamespaces.create(nodes);
                ChildJvm<String> client = ChildJvm.startBy(
                        network.launcher(NetworkNamespaces.CLIENT),
                        () -> () -> runOn(TrialCluster.in(network, fault)))) {
            return client.query(limit);
        }
    }

    /** Runs the trial on this cluster and closes it. */
    private String runOn(TrialCluster opened) throws InterruptedException {
        List<Arrivals.Snapshot> snapshots = Collections.synchronizedList(new ArrayList<>());
        ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
        try (TrialCluster cluster = opened;
                ItemClient items = client.open(routing.to(cluster.config(), false), AttributeMap.empty());
                Callers callers = new Callers(load.callers())) {
            RequestLog requestLog = new RequestLog(items);
            snapshots.add(cluster.snapshot());
            Future<?> sampling = sampler.scheduleWithFixedDelay(
                    () -> snapshots.add(cluster.snapshot()), 0, SAMPLING_MILLIS, TimeUnit.MILLISECONDS);
            CompletableFuture<Void> running = callers.run(requestLog);
            Thread.sleep(load.warmup().toMillis());
            FaultScenario.Timeline timeline = fault.run(cluster.nodes(), load.fault());
            Thread.sleep(load.after().toMillis());
            callers.stop();
            running.completeOnTimeout(null, DRAIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            requestLog.failPending();
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
