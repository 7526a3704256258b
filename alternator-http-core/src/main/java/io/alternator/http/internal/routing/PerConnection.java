package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A node is picked when a connection is needed and kept while it lives. An exchange takes the most recently returned idle
 * lease and only if there is none opens another, on a node that holds less than its fair share. So there are as many leases
 * as exchanges at once; and as a lease above the fair share ends when it is returned, load moves to a node that joins or
 * returns without a timer.
 */
final class PerConnection<T extends Transport> implements Assigner<T> {
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
        Member<T> member = lease.member();
        member.release();
        if (reusable && picks.view().isUsable(member) && member.leases() <= fairShare(leases.get())) {
            lease.idleSince(now);
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
        int share = fairShare(leases.get() + 1);
        Member<T> member = picks.among(candidate -> exclusions.favor(candidate) && candidate.leases() < share);
        if (member == null) {
            member = picks.among(exclusions::favor);
        }
        if (member == null) {
            member = picks.among(exclusions::allow);
        }
        if (member == null) {
            return null;
        }
        member.leaseOpened();
        leases.incrementAndGet();
        return new Lease<>(member);
    }

    private void end(Lease<T> lease) {
        lease.member().leaseEnded();
        leases.decrementAndGet();
    }

    private boolean isAlive(Lease<T> lease, long now) {
        return now - lease.idleSince() < maxIdleNanos && picks.view().isUsable(lease.member());
    }

    private int fairShare(int total) {
        int nodes = picks.view().size();
        return (total + nodes - 1) / nodes;
    }
}
