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
 * lease and only if there is none opens another, on a node that holds the fewest. So there are as many leases as exchanges at
 * once; and as a lease above the fair share ends when it is returned, load moves to a node that joins or returns without a
 * timer.
 */
final class PerConnection<T extends Transport> implements Assigner<T> {
    private static final int NONE = -1;

    private final Picks<T> picks;
    private final long maxIdleNanos;
    private final ConcurrentLinkedDeque<Lease<T>> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger leases = new AtomicInteger();

    PerConnection(Picks<T> picks, Duration maxIdle) {
        this.picks = picks;
        this.maxIdleNanos = maxIdle.toNanos();
    }

    @Override
    public @Nullable Assignment<T> assign(Exclusions exclusions, long now) {
        Lease<T> lease = exclusions.isNone() ? takeIdle(now) : takeIdle(exclusions, now);
        return lease != null ? lease : open(exclusions);
    }

    @Override
    public void release(Assignment<T> assignment, boolean reusable, long now) {
        Lease<T> lease = (Lease<T>) assignment;
        ClusterView<T> view = picks.view();
        lease.member().release();
        if (reusable && view.isUsable(lease.member()) && !isSurplus(lease, view)) {
            lease.returned(now, view);
            idle.addFirst(lease);
        } else {
            end(lease);
        }
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

    private @Nullable Lease<T> open(Exclusions exclusions) {
        Member<T> member = takePoorest(exclusions::favor);
        if (member == null) {
            member = takePoorest(exclusions::allow);
        }
        if (member == null) {
            return null;
        }
        leases.incrementAndGet();
        return new Lease<>(member);
    }

    /** Opens a lease on the policy's choice among the members with the fewest, of those that pass. */
    private @Nullable Member<T> takePoorest(Predicate<Member<T>> allowed) {
        while (true) {
            int fewest = picks.view().usable().stream()
                    .filter(allowed)
                    .mapToInt(Member::leases)
                    .min()
                    .orElse(NONE);
            if (fewest == NONE) {
                return null;
            }
            Member<T> member = picks.among(candidate -> allowed.test(candidate) && candidate.leases() <= fewest);
            if (member != null) {
                if (member.openLease(fewest)) {
                    return member;
                }
                member.release(); // another request was faster: two leases on one node would move again later
            }
        }
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
     * leases; but once after each change of the cluster it is rounded down while some node, new perhaps, has less.
     */
    private boolean isSurplus(Lease<T> lease, ClusterView<T> view) {
        int total = leases.get();
        int held = lease.member().leases();
        int share = total / view.size();
        if (held <= share) {
            return false;
        }
        int shareRoundedUp = (total + view.size() - 1) / view.size();
        return held > shareRoundedUp
                || (lease.returnedBefore(view) && view.usable().stream().anyMatch(member -> member.leases() < share));
    }
}
