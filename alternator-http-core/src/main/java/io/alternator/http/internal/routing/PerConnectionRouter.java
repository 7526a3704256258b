package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * A node is picked when a connection is needed and kept while it lives. An exchange takes the most recently returned idle
 * lease and only if there is none opens another, on a node that holds the fewest for its weight. So there are as many leases
 * as exchanges at once; and as a lease above its node's share ends when it is returned, load moves to a node that joins or
 * returns, and away from one that is slow or fails. A silent node keeps what it had, and no more: its leases do not
 * come back.
 */
final class PerConnectionRouter<T extends Transport> implements Router<T> {
    /** One lease in so many may move between two weighings for the sake of evenness, so that no herd runs to and fro. */
    private static final int PARTS_THAT_MOVE = 10;

    private final NodeSelector<T> picks;
    private final long maxIdleNanos;
    private final IdleLeases<T> idle = new IdleLeases<>();
    private final AtomicInteger leases = new AtomicInteger();
    private volatile ConnectionShares<T> weights;
    private volatile boolean somebodyIsPoor;

    /** How many leases may still move until nodes are weighed again. */
    private final AtomicInteger movable = new AtomicInteger();

    PerConnectionRouter(NodeSelector<T> picks, Duration maxIdle) {
        this.picks = picks;
        this.maxIdleNanos = maxIdle.toNanos();
        this.weights = ConnectionShares.even(picks.view());
    }

    @Override
    public @Nullable Assignment<T> assign(SdkHttpRequest request, Exclusions exclusions, long now) {
        Lease<T> lease = exclusions.isNone() ? takeIdle(now) : takeIdle(exclusions, now);
        return lease != null ? lease : open(request, exclusions, now);
    }

    @Override
    public void release(Assignment<T> assignment, int stripe, boolean reusable, long now) {
        Lease<T> lease = (Lease<T>) assignment;
        ClusterView<T> view = picks.view();
        lease.member().release(stripe);
        if (reusable && view.isUsable(lease.member()) && !isSurplus(lease, view, now)) {
            idle.put(new Lease<>(lease.member(), now));
        } else {
            end(lease);
        }
    }

    @Override
    public void weigh(long now) {
        ConnectionShares<T> weighed = weights.next(picks.view(), now);
        int total = leases.get();
        weights = weighed;
        somebodyIsPoor = weighed.isSomebodyPoor(total, now);
        movable.set(Math.max(1, total / PARTS_THAT_MOVE));
    }

    @Override
    public void sweep(long now) {
        idle.takeAll(lease -> !isAlive(lease, now)).forEach(this::end);
    }

    private @Nullable Lease<T> takeIdle(long now) {
        for (Lease<T> lease = idle.take(); lease != null; lease = idle.take()) {
            if (isAlive(lease, now) && lease.member().acquire()) {
                return lease;
            }
            end(lease);
        }
        return null;
    }

    private @Nullable Lease<T> takeIdle(Exclusions exclusions, long now) {
        Deque<Lease<T>> unwanted = new ArrayDeque<>();
        Lease<T> lease = takeIdle(now);
        while (lease != null && !exclusions.favor(lease.member())) {
            lease.member().release();
            unwanted.push(lease);
            lease = takeIdle(now);
        }
        unwanted.forEach(idle::put);
        return lease;
    }

    private @Nullable Lease<T> open(SdkHttpRequest request, Exclusions exclusions, long now) {
        ClusterNode<T> member = takePoorest(exclusions::favor, request, now);
        if (member == null) {
            member = takePoorest(exclusions::allow, request, now);
        }
        if (member == null) {
            return null;
        }
        leases.incrementAndGet();
        return new Lease<>(member, now);
    }

    /** Opens a lease on the policy's choice among the members with the fewest for their weight, of those that pass. */
    private @Nullable ClusterNode<T> takePoorest(Predicate<ClusterNode<T>> allowed, SdkHttpRequest request, long now) {
        while (true) {
            double fewest = picks.view().usable().stream()
                    .filter(allowed)
                    .mapToDouble(member -> load(member.leases(), member, now))
                    .min()
                    .orElse(Double.NaN);
            if (Double.isNaN(fewest)) {
                return null;
            }
            ClusterNode<T> member = picks.among(
                    candidate -> allowed.test(candidate) && load(candidate.leases(), candidate, now) <= fewest,
                    request,
                    now);
            if (member != null) {
                int held = member.leases();
                if (load(held, member, now) <= fewest && member.openLease(held)) {
                    return member;
                }
                member.release(); // another request was faster: two leases on one node would move again later
            }
        }
    }

    /** What a member would hold with one more, for its weight. */
    private double load(int leases, ClusterNode<T> member, long now) {
        return (leases + 1) / weights.weight(member, now);
    }

    private void end(Lease<T> lease) {
        lease.member().leaseEnded();
        leases.decrementAndGet();
    }

    private boolean isAlive(Lease<T> lease, long now) {
        return now - lease.idleSince() < maxIdleNanos && picks.view().isUsable(lease.member());
    }

    /**
     * True if the lease's node holds more than its share. The share is rounded up, so that a cluster at rest keeps its
     * leases; but while some node has less than its own rounded down, a few may move there. The share of a node that is not
     * at its full weight is rounded to the nearest, which may be none.
     */
    private boolean isSurplus(Lease<T> lease, ClusterView<T> view, long now) {
        ClusterNode<T> member = lease.member();
        ConnectionShares<T> last = weightsOf(view, now);
        int held = member.leases();
        double share = last.share(leases.get(), member, now);
        if (held <= (int) share) {
            return false;
        }
        if (last.weight(member, now) < 1) {
            return held > Math.round(share) && (!last.isSlow(member) || mayMove());
        }
        return held > Math.ceil(share) || (somebodyIsPoor && mayMove());
    }

    private boolean mayMove() {
        return movable.get() > 0 && movable.getAndDecrement() > 0;
    }

    /** As last weighed; right after a change of the cluster, as it is weighed now. */
    @SuppressWarnings("ReferenceEquality") // each change makes a new view
    private ConnectionShares<T> weightsOf(ClusterView<T> view, long now) {
        ConnectionShares<T> last = weights;
        return last.view() == view ? last : last.next(view, now);
    }
}
