package io.alternator.http.internal.metrics;

import io.alternator.http.MetricsSettings;
import io.alternator.http.internal.routing.ClusterListener.NodeNumbers;
import io.alternator.http.internal.time.Scheduler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which node has which tag: its address, or {@code other} when there are too many. The meters of a node that left stay for a grace
 * time, and it finds them again if it comes back in that time. Off the request path, under a lock.
 */
final class NodeTags {
    private static final String OVERFLOW = "other";

    private final MeterGroup cluster;
    private final MetricsSettings settings;
    private final Operations operations;
    private final Scheduler scheduler;
    private final ReentrantLock changing = new ReentrantLock();
    private final Map<String, NodeMeters> byTag = new HashMap<>();
    private final Map<String, Scheduler.Cancellable> leaving = new HashMap<>();

    NodeTags(MeterGroup cluster, MetricsSettings settings, Scheduler scheduler) {
        this.cluster = cluster;
        this.settings = settings;
        this.operations = settings.operationTag() ? Operations.toldApart() : Operations.ALIKE;
        this.scheduler = scheduler;
    }

    NodeMeters bind(NodeNumbers node) {
        changing.lock();
        try {
            String own = node.address().toString();
            String tag = byTag.containsKey(own) || countOfOwn() < settings.maxNodeTags() ? own : OVERFLOW;
            leaving.getOrDefault(tag, Scheduler.Cancellable.NOTHING).cancel();
            leaving.remove(tag);
            NodeMeters meters =
                    byTag.computeIfAbsent(tag, name -> new NodeMeters(cluster.ofNode(name), settings, operations));
            meters.bind(node);
            return meters;
        } finally {
            changing.unlock();
        }
    }

    void unbind(NodeNumbers node) {
        changing.lock();
        try {
            byTag.forEach((tag, meters) -> {
                if (meters.unbind(node)) {
                    leaving.put(tag, scheduler.schedule(() -> remove(tag), settings.meterGrace()));
                }
            });
        } finally {
            changing.unlock();
        }
    }

    void removeAll() {
        changing.lock();
        try {
            leaving.values().forEach(Scheduler.Cancellable::cancel);
            leaving.clear();
            byTag.values().forEach(NodeMeters::removeAll);
            byTag.clear();
        } finally {
            changing.unlock();
        }
    }

    private void remove(String tag) {
        changing.lock();
        try {
            NodeMeters meters = leaving.remove(tag) == null ? null : byTag.remove(tag);
            if (meters != null) {
                meters.removeAll();
            }
        } finally {
            changing.unlock();
        }
    }

    private int countOfOwn() {
        return byTag.size() - (byTag.containsKey(OVERFLOW) ? 1 : 0);
    }
}
