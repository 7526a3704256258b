package io.alternator.http.internal.selection;

import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.cluster.ClusterView;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the leases opened before the first list. If the list names other nodes than the seeds, they end with it or as they return:
 * else each of many processes with one caller and the same seed would stay on that seed. Thread-safe.
 */
final class SeedLeases {
    private final AtomicInteger open = new AtomicInteger();

    /** What was known before the first list; null after it. */
    private volatile @Nullable Set<ClusterNode> seeds;

    SeedLeases(ClusterView view) {
        this.seeds = Set.copyOf(view.listed());
    }

    /** Counts a lease that was opened with this view. */
    void opened(ClusterView view) {
        if (seeds != null && !view.listKnown()) {
            open.incrementAndGet();
        }
    }

    /** A lease has ended. Before the first list it was one of these. */
    void ended() {
        if (seeds != null) {
            take();
        }
    }

    /** Looks whether the first list has come. */
    void viewChanged(ClusterView view) {
        Set<ClusterNode> before = seeds;
        if (before != null && view.listKnown()) {
            if (before.containsAll(view.listed())) {
                open.set(0); // there was a choice among all nodes
            }
            seeds = null;
        }
    }

    /** True, once for each of these leases, if an idle or a returned lease is to end. */
    boolean endsOnReturn() {
        return seeds == null && take();
    }

    private boolean take() {
        return open.get() > 0 && open.getAndDecrement() > 0;
    }
}
