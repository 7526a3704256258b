package io.alternator.http.internal.cluster;

import io.alternator.http.internal.time.Scheduler;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Nodes that left the list: each is closed when its last request has ended. Changed on the scheduler's thread, read by any.
 */
final class DrainingNodes {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

    private final List<ClusterNode> nodes = new CopyOnWriteArrayList<>();
    private final Scheduler scheduler;
    private final Executor blocking;
    private Scheduler.Cancellable nextCheck = Scheduler.Cancellable.NOTHING;

    /**
     * None yet.
     *
     * @param blocking closes nodes, which may block
     */
    DrainingNodes(Scheduler scheduler, Executor blocking) {
        this.scheduler = scheduler;
        this.blocking = blocking;
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    Stream<ClusterNode> stream() {
        return nodes.stream();
    }

    void add(Collection<ClusterNode> leaving) {
        nodes.addAll(leaving);
    }

    /** Keeps nodes that are listed again. */
    void remove(Collection<ClusterNode> listed) {
        nodes.removeAll(listed);
    }

    /** Closes the nodes without requests, now and again until none is left. */
    void closeIdle() {
        for (ClusterNode node : nodes) {
            if (node.retire()) {
                blocking.execute(() -> {
                    node.close();
                    nodes.remove(node);
                });
            }
        }
        nextCheck.cancel();
        if (!nodes.isEmpty()) {
            nextCheck = scheduler.schedule(this::closeIdle, CHECK_INTERVAL);
        }
    }
}
