package io.alternator.http.internal.selection;

import io.alternator.http.internal.affinity.NodeOrder;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.cluster.ClusterView;
import io.alternator.http.internal.node.Node;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * {@code PER_CONNECTION}: a node is picked when a connection is needed and kept while the connection lives. A request takes the
 * most recently returned idle lease. Only if there is none is a lease opened, on a node with the fewest leases for its weight. A
 * request with the order of a partition key takes an idle lease of its node, or opens one there.
 *
 * <p>So there are as many leases as concurrent requests. A returned lease above its node's share ends, so load moves to nodes
 * that join or recover and away from nodes that are slow or fail. A silent node gets nothing new: its leases do not return. Leases
 * opened before the first list end with it if it names other nodes than the seeds: there was no choice among these.
 */
public final class PerConnectionRouter implements Router {
    /** For evenness, at most one lease in 10 moves between two updates of the shares, so that load does not oscillate. */
    private static final int MOVABLE_PART = 10;

    private final NodeSelector selector;
    private final long maxIdleNanos;
    private final IdleLeases idle = new IdleLeases();
    private final AtomicInteger leases = new AtomicInteger();
    private final SeedLeases seedLeases;
    private volatile ConnectionShares shares;
    private volatile boolean anyBelowShare;

    /** How many leases may still move until the next update of the shares. */
    private final AtomicInteger movable = new AtomicInteger();

    /**
     * Starts without leases.
     *
     * @param maxIdle after so long an idle lease is not used again
     */
    public PerConnectionRouter(NodeSelector selector, Duration maxIdle) {
        this.selector = selector;
        this.maxIdleNanos = maxIdle.toNanos();
        this.shares = ConnectionShares.even(selector.view());
        this.seedLeases = new SeedLeases(selector.view());
    }

    @Override
    public @Nullable ClusterNode acquire(SdkHttpRequest request, Exclusions exclusions, long now) {
        NodeOrder<ClusterNode> order = exclusions.order();
        ClusterNode ofKey = order == null ? null : OrderedPick.acquire(order, exclusions, selector.view(), now);
        if (ofKey != null) {
            takeOrOpen(ofKey, now);
            return ofKey;
        }
        Lease lease = exclusions.isNone() ? takeIdle(now) : takeIdle(exclusions, now);
        return lease != null ? lease.node() : open(request, exclusions, now);
    }

    @Override
    public void release(ClusterNode node, int stripe, boolean reusable, long now) {
        ClusterView view = selector.view();
        boolean openedOnSeed = seedLeases.endsOnReturn();
        node.release(stripe);
        if (reusable && view.isUsable(node) && !openedOnSeed && !isSurplus(node, view, now)) {
            idle.put(new Lease(node, now));
        } else {
            end(node);
        }
    }

    @Override
    public boolean isAnotherUp(List<Node> nodes) {
        return selector.isAnotherUp(nodes);
    }

    @Override
    public boolean keepsConnections() {
        return true;
    }

    @Override
    public void updateShares(long now) {
        ConnectionShares updated = shares.next(selector.view(), now);
        int total = leases.get();
        shares = updated;
        anyBelowShare = updated.isAnyBelow(total, now);
        movable.set(Math.max(1, total / MOVABLE_PART));
    }

    @Override
    public void endUnusableLeases(long now) {
        seedLeases.viewChanged(selector.view());
        idle.takeAll(lease -> seedLeases.endsOnReturn() || !isUsable(lease, now))
                .forEach(lease -> end(lease.node()));
    }

    /** An idle lease whose node is acquired. */
    private @Nullable Lease takeIdle(long now) {
        for (Lease lease = idle.take(); lease != null; lease = idle.take()) {
            if (isUsable(lease, now) && lease.node().acquire()) {
                return lease;
            }
            end(lease.node());
        }
        return null;
    }

    private @Nullable Lease takeIdle(Exclusions exclusions, long now) {
        Deque<Lease> excluded = new ArrayDeque<>();
        Lease lease = takeIdle(now);
        while (lease != null && !exclusions.prefers(lease.node())) {
            lease.node().release();
            excluded.push(lease);
            lease = takeIdle(now);
        }
        excluded.forEach(idle::put);
        return lease;
    }

    /** Gives a node that is acquired a lease: an idle one, else another. */
    private void takeOrOpen(ClusterNode node, long now) {
        for (Lease lease = idle.take(node); lease != null; lease = idle.take(node)) {
            if (isUsable(lease, now)) {
                return;
            }
            end(node);
        }
        while (!node.openLease(node.leases())) {
            Thread.onSpinWait();
        }
        opened();
    }

    private @Nullable ClusterNode open(SdkHttpRequest request, Exclusions exclusions, long now) {
        ClusterNode node = openOnLeastLeased(exclusions::prefers, request, now);
        if (node == null) {
            node = openOnLeastLeased(exclusions::allows, request, now);
        }
        if (node != null) {
            opened();
        }
        return node;
    }

    /** Opens a lease on the policy's choice among the nodes with the fewest leases for their weight. */
    private @Nullable ClusterNode openOnLeastLeased(Predicate<ClusterNode> allowed, SdkHttpRequest request, long now) {
        while (true) {
            double fewest = selector.view().usable(allowed).stream()
                    .mapToDouble(node -> load(node.leases(), node, now))
                    .min()
                    .orElse(Double.NaN);
            if (Double.isNaN(fewest)) {
                return null;
            }
            ClusterNode node = selector.acquireUnweighted(
                    candidate -> allowed.test(candidate) && load(candidate.leases(), candidate, now) <= fewest,
                    request,
                    now);
            if (node != null) {
                int held = node.leases();
                if (load(held, node, now) <= fewest && node.openLease(held)) {
                    return node;
                }
                node.release(); // another request opened one first; two at once would be surplus later
            }
        }
    }

    /** The leases that a node would have with one more, divided by its weight. */
    private double load(int leases, ClusterNode node, long now) {
        return (leases + 1) / shares.weight(node, now);
    }

    private void opened() {
        leases.incrementAndGet();
        seedLeases.opened(selector.view());
    }

    private void end(ClusterNode node) {
        node.leaseEnded();
        leases.decrementAndGet();
        seedLeases.ended();
    }

    private boolean isUsable(Lease lease, long now) {
        return now - lease.idleSince() < maxIdleNanos && selector.view().isUsable(lease.node());
    }

    /**
     * True if the node has more leases than its share. The share is rounded up, so that a cluster at rest keeps its leases; but
     * while some node has fewer than its own share rounded down, a few leases may move there. The share of a node whose weight
     * is below 1 is rounded to the nearest, which may be 0.
     */
    private boolean isSurplus(ClusterNode node, ClusterView view, long now) {
        ConnectionShares current = sharesOf(view, now);
        int held = node.leases();
        double share = current.share(leases.get(), node, now);
        if (held <= (int) share) {
            return false;
        }
        if (current.weight(node, now) < 1) {
            return held > Math.round(share) && (!current.isSlow(node) || mayMove());
        }
        return held > Math.ceil(share) || (anyBelowShare && mayMove());
    }

    private boolean mayMove() {
        return movable.get() > 0 && movable.getAndDecrement() > 0;
    }

    /** The latest shares; right after a change of the cluster, before they are updated, those of the new view. */
    @SuppressWarnings("ReferenceEquality") // each change makes a new view
    private ConnectionShares sharesOf(ClusterView view, long now) {
        ConnectionShares latest = shares;
        return latest.view() == view ? latest : latest.next(view, now);
    }
}
