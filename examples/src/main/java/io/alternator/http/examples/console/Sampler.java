package io.alternator.http.examples.console;

import io.alternator.http.NodeStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the client and its meters twice a second, on a thread of its own. */
final class Sampler implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Clients clients;
    private final Traffic traffic;
    private final NodeCounts counts;
    private final History history;
    private final Journal journal;
    private final InstantSource clock;
    private final ScheduledExecutorService scheduler;

    Sampler(Application application, NodeCounts counts, History history, Journal journal, InstantSource clock) {
        this.clients = application.clients();
        this.traffic = application.traffic();
        this.counts = counts;
        this.history = history;
        this.journal = journal;
        this.clock = clock;
        this.scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "console-sampler");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        scheduler.scheduleAtFixedRate(this::sample, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }

    private void sample() {
        // taken before the meters are read, and closed, which removes its meters, after: none of its counts is lost
        Optional<Db> idle = clients.takeIdle();
        List<NodeStatus> nodes = clients.nodes();
        history.add(new Reading(clock.instant(), traffic.requests(), counts.read()), nodes, traffic.failures());
        journal.observe(nodes, traffic.failures(), traffic.latestFailure());
        idle.ifPresent(db -> new Thread(db::close, "console-closer").start()); // Netty takes its time
    }
}
