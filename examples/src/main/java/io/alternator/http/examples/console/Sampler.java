package io.alternator.http.examples.console;

import io.alternator.http.NodeStatus;
import io.alternator.http.examples.Workload;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Samples the client and its meters twice a second, on its own thread. */
final class Sampler implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Application application;
    private final NodeCounts counts;
    private final History history;
    private final Journal journal;
    private final InstantSource clock;
    private final ScheduledExecutorService scheduler;

    Sampler(Application application, NodeCounts counts, History history, Journal journal, InstantSource clock) {
        this.application = application;
        this.counts = counts;
        this.history = history;
        this.journal = journal;
        this.clock = clock;
        this.scheduler = Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("console-sampler", true));
    }

    void start() {
        scheduler.scheduleAtFixedRate(this::sample, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }

    private void sample() {
        List<NodeStatus> nodes = application.nodes();
        Workload load = application.load();
        history.add(new Reading(clock.instant(), load.requests(), counts.read()), nodes, load.failures());
        journal.observe(nodes, load.failures(), load.latestFailure());
    }
}
