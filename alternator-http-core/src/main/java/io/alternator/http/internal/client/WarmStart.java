package io.alternator.http.internal.client;

import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.concurrent.StripedCounter;
import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Opens one connection to each node of the first list, if configured. On the scheduler's thread. */
final class WarmStart {
    /** Nodes have short listen queues, and many clients may start at once. */
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final Duration timeout;
    private final Scheduler scheduler;
    private final Executor blocking;
    private final Ticker ticker;
    private boolean pending;

    /**
     * Waits for the first list.
     *
     * @param timeout for one connection and the check on it
     * @param blocking builds the nodes' clients
     */
    WarmStart(boolean enabled, Duration timeout, Scheduler scheduler, Executor blocking, Ticker ticker) {
        this.pending = enabled;
        this.timeout = timeout;
        this.scheduler = scheduler;
        this.blocking = blocking;
        this.ticker = ticker;
    }

    /** A list was adopted. */
    void listKnown(List<ClusterNode> nodes) {
        if (!pending) {
            return;
        }
        pending = false;
        Duration delay = Duration.ZERO;
        for (ClusterNode node : nodes) {
            scheduler.schedule(() -> blocking.execute(() -> connect(node)), delay);
            delay = delay.plus(INTERVAL);
        }
    }

    /** Uses the node's own client, so that its requests find the connection. */
    private void connect(ClusterNode node) {
        int stripe = StripedCounter.stripe();
        if (node.acquire()) {
            CompletableFuture.completedFuture(node)
                    .thenCompose(acquired -> new ControlClient(acquired.client().get(), scheduler, ticker)
                            .get(acquired.node(), "/", Map.of(), timeout))
                    .whenComplete((reply, failure) -> node.release(stripe));
        }
    }
}
