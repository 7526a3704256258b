package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A node is picked when a connection is needed and kept while it lives. An exchange takes the most recently returned idle
 * lease and only if there is none opens another, on a node that holds the fewest for its weight. So there are as many leases
 * as exchanges at once; and as a lease above its node's share ends when it is returned, load moves to a node that joins or
 * returns, and away from one that fails, without a timer. A silent node keeps what it had, and no more: its leases do not
 * come back.
 */
final class PerConnection<T extends Transport> implements Assigner<T> {
    private final Picks<T> picks;
    private final long maxIdleNanos;
    private final ConcurrentLinkedDeque<Lease<T>> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger leases = new AtomicInteger();
    private volatile Weights<T> weights;

    /** What all usable members of a view weigh together. */
    private record Weights<T extends Transport>(ClusterView<T> view, double sum) {}

    PerConnection(Picks<T> picks, Duration maxIdle) {
        this.picks = picks;
        this.maxIdleNanos = maxIdle.toNanos();
        this.weights = new Weights<>(picks.view(), picks.view().size());
    }

    @Override
    public @Nullable Assignment<T> assign(Exclusions exclusions, long now) {
        Lease<T> lease = exclusions.isNone() ? takeIdle(now) : takeIdle(exclusions, now);
        return lease != null ? lease : open(exclusions, now);
    }

    @Override
    public void release(Assignment<T> assignment, boolean reusable, long now) {
        Lease<T> lease = (Lease<T>) assignment;
        ClusterView<T> view = picks.view();
        lease.member().release();
        if (reusable && view.isUsable(lease.member()) && !isSurplus(lease, view, now)) {
            lease.returned(now, view);
            idle.addFirst(lease);
        } else {
            end(lease);
        }
    }

    @Override
    public void weigh(long now) {
        ClusterView<T> view = picks.view();
        weights = new Weights<>(
                view,
                view.usable().stream().mapToDouble(member -> member.weight(now)).sum());
    }

    @Override
    public void sweep(long now) {
        for (Lease<T> lease : idle) {
            if (!isAlive(lease, now) && idle.remove(lease)) {
                end(lease);
            }
        }
    }

    private @Nullable Lease<T> takeIdle(long now) {
        for (Lease<T> lease = idle.pollFirst(); lease != null; lease = idle.pollFirst()) {
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
        unwanted.forEach(idle::addFirst);
        return lease;
    }

    private @Nullable Lease<T> open(Exclusions exclusions, long now) {
        Member<T> member = takePoorest(exclusions::favor, now);
        if (member == null) {
            member = takePoorest(exclusions::allow, now);
        }
        if (member == null) {
            return null;
        }
        leases.incrementAndGet();
        return new Lease<>(member);
    }

    /** Opens a lease on the policy's choice among the members with the fewest for their weight, of those that pass. */
    private @Nullable Member<T> takePoorest(Predicate<Member<T>> allowed, long now) {
        while (true) {
            double fewest = picks.view().usable().stream()
                    .filter(allowed)
                    .mapToDouble(member -> load(member.leases(), member, now))
                    .min()
                    .orElse(Double.NaN);
            if (Double.isNaN(fewest)) {
                return null;
            }
            Member<T> member = picks.among(
                    candidate -> allowed.test(candidate) && load(candidate.leases(), candidate, now) <= fewest);
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
    private static double load(int leases, Member<?> member, long now) {
        return (leases + 1) / member.weight(now);
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
     * leases; but once after each change of the cluster it is rounded down while some node, new perhaps, has less. While
     * some node is not at its full weight, shares are rounded to the nearest, which may be none.
     */
    private boolean isSurplus(Lease<T> lease, ClusterView<T> view, long now) {
        int held = lease.member().leases();
        double sum = sumOfWeights(view);
        double exactShare = leases.get() * lease.member().weight(now) / sum;
        int share = (int) exactShare;
        if (held <= share) {
            return false;
        }
        if (sum < view.size()) {
            return held > Math.round(exactShare);
        }
        return held > Math.ceil(exactShare)
                || (lease.returnedBefore(view) && view.usable().stream().anyMatch(member -> member.leases() < share));
    }

    /** As last weighed; members of a view that is newer count in full until then. */
    @SuppressWarnings("ReferenceEquality") // each change makes a new view
    private double sumOfWeights(ClusterView<T> view) {
        Weights<T> last = weights;
        return last.view() == view ? last.sum() : view.size();
    }
}
