package io.alternator.http.internal.metrics;

import io.alternator.http.MetricsSettings;
import io.alternator.http.internal.cluster.ClusterListener.NodeNumbers;
import io.alternator.http.internal.time.Scheduler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Assigns nodes to values of the {@code node} tag: a node's address, or {@code other} for nodes beyond the limit. The meters of
 * a node that left are kept for a grace period and used again if it returns in time. Guarded by a lock; not on the request path.
 */
final class NodeTags {
    private static final String OVERFLOW = "other";

    private final MeterGroup cluster;
    private final MetricsSettings settings;
    private final Operations operations;
    private final Scheduler scheduler;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, NodeMeters> byTag = new HashMap<>();
    private final Map<String, Scheduler.Cancellable> removals = new HashMap<>();

    NodeTags(MeterGroup cluster, MetricsSettings settings, Scheduler scheduler) {
        this.cluster = cluster;
        this.settings = settings;
        this.operations = settings.operationTag() ? Operations.tagged() : Operations.UNTAGGED;
        this.scheduler = scheduler;
    }

    NodeMeters bind(NodeNumbers node) {
        lock.lock();
        try {
            String address = node.address().toString();
            String tag = byTag.containsKey(address) || nodesWithOwnTag() < settings.maxNodeTags() ? address : OVERFLOW;
            removals.getOrDefault(tag, Scheduler.Cancellable.NOTHING).cancel();
            removals.remove(tag);
            NodeMeters meters =
                    byTag.computeIfAbsent(tag, name -> new NodeMeters(cluster.ofNode(name), settings, operations));
            meters.bind(node);
            return meters;
        } finally {
            lock.unlock();
        }
    }

    void unbind(NodeNumbers node) {
        lock.lock();
        try {
            byTag.forEach((tag, meters) -> {
                if (meters.unbind(node)) {
                    removals.put(tag, scheduler.schedule(() -> remove(tag), settings.meterGrace()));
                }
            });
        } finally {
            lock.unlock();
        }
    }

    void removeAll() {
        lock.lock();
        try {
            removals.values().forEach(Scheduler.Cancellable::cancel);
            removals.clear();
            byTag.values().forEach(NodeMeters::removeAll);
            byTag.clear();
        } finally {
            lock.unlock();
        }
    }

    private void remove(String tag) {
        lock.lock();
        try {
            NodeMeters meters = removals.remove(tag) == null ? null : byTag.remove(tag);
            if (meters != null) {
                meters.removeAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private int nodesWithOwnTag() {
        return byTag.size() - (byTag.containsKey(OVERFLOW) ? 1 : 0);
    }
}
