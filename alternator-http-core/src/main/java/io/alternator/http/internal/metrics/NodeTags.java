package io.alternator.http.internal.metrics;

import io.alternator.http.MetricsSettings;
import io.alternator.http.internal.cluster.ClusterListener.NodeNumbers;
import io.alternator.http.internal.time.Scheduler;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Assigns nodes to values of the {@code node} tag: a node's address, or {@code other} for nodes beyond the limit. The meters of
 * a node that left are kept for a grace period and used again if it returns in time; then its tag goes to a node that has to share
 * {@code other}. Guarded by a lock; not on the request path.
 */
final class NodeTags {
    private static final String OVERFLOW = "other";

    private final MeterGroup cluster;
    private final MetricsSettings settings;
    private final RequestTimerForm timerForm;
    private final OperationTags operations;
    private final Scheduler scheduler;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, NodeMeters> byTag = new HashMap<>();
    private final Map<String, Scheduler.Cancellable> removals = new HashMap<>();
    private final Set<Binding> overflow = new LinkedHashSet<>();

    NodeTags(MeterGroup cluster, MetricsSettings settings, Scheduler scheduler) {
        this.cluster = cluster;
        this.settings = settings;
        this.timerForm = cluster.requestTimerForm(RequestTimerForm.of(settings));
        this.operations = timerForm.operationTag() ? OperationTags.tagged() : OperationTags.UNTAGGED;
        this.scheduler = scheduler;
    }

    /** A node and the meters that it has now: those of {@code other} may be exchanged for its own. */
    static final class Binding {
        private final NodeNumbers node;
        private volatile NodeMeters meters;

        private Binding(NodeNumbers node, NodeMeters meters) {
            this.node = node;
            this.meters = meters;
        }

        NodeMeters meters() {
            return meters;
        }
    }

    Binding bind(NodeNumbers node) {
        lock.lock();
        try {
            String address = node.address().toString();
            boolean own = byTag.containsKey(address) || nodesWithOwnTag() < settings.maxNodeTags();
            Binding binding = new Binding(node, bindTo(own ? address : OVERFLOW, node));
            if (!own) {
                overflow.add(binding);
            }
            return binding;
        } finally {
            lock.unlock();
        }
    }

    void unbind(Binding binding) {
        lock.lock();
        try {
            overflow.remove(binding);
            unbind(binding.node);
        } finally {
            lock.unlock();
        }
    }

    private NodeMeters bindTo(String tag, NodeNumbers node) {
        removals.getOrDefault(tag, Scheduler.Cancellable.NOTHING).cancel();
        removals.remove(tag);
        NodeMeters meters =
                byTag.computeIfAbsent(tag, name -> new NodeMeters(cluster.ofNode(name), timerForm, operations));
        meters.bind(node);
        return meters;
    }

    private void unbind(NodeNumbers node) {
        byTag.forEach((tag, meters) -> {
            if (meters.unbind(node)) {
                removals.put(tag, scheduler.schedule(() -> remove(tag), settings.meterGrace()));
            }
        });
    }

    /** Gives freed tags to nodes that had to share {@code other}. */
    private void assignFreedTags() {
        while (!overflow.isEmpty() && nodesWithOwnTag() < settings.maxNodeTags()) {
            Binding longest = overflow.iterator().next();
            overflow.remove(longest);
            unbind(longest.node);
            longest.meters = bindTo(longest.node.address().toString(), longest.node);
        }
    }

    /** The client is closed. The meters stay as long as the client's. */
    void close() {
        lock.lock();
        try {
            removals.values().forEach(Scheduler.Cancellable::cancel);
            removals.clear();
            byTag.clear();
            overflow.clear();
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
                assignFreedTags();
            }
        } finally {
            lock.unlock();
        }
    }

    private int nodesWithOwnTag() {
        return byTag.size() - (byTag.containsKey(OVERFLOW) ? 1 : 0);
    }
}
