package io.alternator.http.internal.selection;

import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.concurrent.PaddedReferences;
import io.alternator.http.internal.concurrent.ThreadHash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Leases that no request uses. A thread that returns a lease often takes the next one, so it leaves it in a slot of its own that
 * few threads share: no cache line moves between processors. If the slot is taken, the lease goes on a shared stack, most recently
 * returned first. The stack is made of immutable cells: a push or pop is one atomic write; removing from the middle rebuilds it.
 *
 * <p>A thread that finds neither searches all slots. A thread that puts a lease into a slot during a search, where the searcher
 * may have looked already, moves it to the stack, where the searcher looks last. So a returned lease is always found, and there
 * are never more leases than concurrent requests.
 */
final class IdleLeases {
    private static final int MAX_SLOTS = 32;

    /** Four for each processor, because two running threads may hash to the same slot. */
    private static final int SLOTS =
            Math.min(MAX_SLOTS, 4 * Integer.highestOneBit(Runtime.getRuntime().availableProcessors()));

    private final PaddedReferences<Lease> slots = new PaddedReferences<>(SLOTS);
    private final PaddedReferences<Cell> stack = new PaddedReferences<>(1);
    private final AtomicInteger searchers = new AtomicInteger();

    private record Cell(Lease lease, @Nullable Cell next) {}

    /** Returns a lease: a new object each time, so that a slot never holds the same object twice. */
    void put(Lease lease) {
        if (!putInSlot(lease, ownSlot())) {
            push(lease);
        }
    }

    /** Puts the lease into the slot, if that is free and no search is under way. */
    private boolean putInSlot(Lease lease, int slot) {
        return slots.get(slot) == null
                && slots.compareAndSet(slot, null, lease)
                && (searchers.get() == 0 || !slots.compareAndSet(slot, lease, null));
    }

    /** The lease in the thread's own slot or on top of the stack, whichever was returned later; else any; null if there is none. */
    @Nullable
    Lease take() {
        int own = ownSlot();
        Lease lease = isLatest(slots.get(own)) ? takeFrom(own) : pop();
        return lease != null ? lease : search();
    }

    /** A lease on this node: the one in the thread's own slot, or any; null if there is none. */
    @Nullable
    Lease take(ClusterNode node) {
        Lease lease = takeFrom(ownSlot(), node);
        if (lease != null) {
            return lease;
        }
        searchers.incrementAndGet();
        try {
            for (int slot = 0; slot < SLOTS && lease == null; slot++) {
                lease = takeFrom(slot, node);
            }
            return lease != null ? lease : takeFromStack(node);
        } finally {
            searchers.decrementAndGet();
        }
    }

    private @Nullable Lease takeFrom(int slot, ClusterNode node) {
        Lease lease = slots.get(slot);
        return lease != null && lease.node().equals(node) && slots.compareAndSet(slot, lease, null) ? lease : null;
    }

    private @Nullable Lease takeFromStack(ClusterNode node) {
        while (true) {
            Cell before = stack.get(0);
            Deque<Lease> above = new ArrayDeque<>();
            Cell cell = before;
            while (cell != null && !cell.lease().node().equals(node)) {
                above.push(cell.lease());
                cell = cell.next();
            }
            if (cell == null) {
                return null;
            }
            Cell after = cell.next();
            for (Lease lease : above) {
                after = new Cell(lease, after);
            }
            if (stack.compareAndSet(0, before, after)) {
                return cell.lease();
            }
        }
    }

    private boolean isLatest(@Nullable Lease own) {
        Cell top = stack.get(0);
        return own != null && (top == null || own.idleSince() - top.lease().idleSince() > 0);
    }

    private @Nullable Lease search() {
        searchers.incrementAndGet();
        try {
            for (int slot = 0; slot < SLOTS; slot++) {
                Lease found = takeFrom(slot);
                if (found != null) {
                    return found;
                }
            }
            return pop();
        } finally {
            searchers.decrementAndGet();
        }
    }

    /** Removes all leases that match. */
    List<Lease> takeAll(Predicate<Lease> matching) {
        List<Lease> taken = takeAllFromStack(matching);
        for (int slot = 0; slot < SLOTS; slot++) {
            Lease lease = slots.get(slot);
            if (lease != null && matching.test(lease) && slots.compareAndSet(slot, lease, null)) {
                taken.add(lease);
            }
        }
        return taken;
    }

    private List<Lease> takeAllFromStack(Predicate<Lease> matching) {
        while (true) {
            Cell before = stack.get(0);
            List<Lease> taken = new ArrayList<>();
            List<Lease> left = new ArrayList<>();
            for (Cell cell = before; cell != null; cell = cell.next()) {
                (matching.test(cell.lease()) ? taken : left).add(cell.lease());
            }
            Cell after = null;
            for (int i = left.size() - 1; i >= 0; i--) {
                after = new Cell(left.get(i), after);
            }
            if (taken.isEmpty() || stack.compareAndSet(0, before, after)) {
                return taken;
            }
        }
    }

    private @Nullable Lease takeFrom(int slot) {
        return slots.get(slot) == null ? null : slots.getAndSet(slot, null);
    }

    private void push(Lease lease) {
        Cell below = stack.get(0);
        while (!stack.compareAndSet(0, below, new Cell(lease, below))) {
            below = stack.get(0);
        }
    }

    private @Nullable Lease pop() {
        Cell top = stack.get(0);
        while (top != null) {
            if (stack.compareAndSet(0, top, top.next())) {
                return top.lease();
            }
            top = stack.get(0);
        }
        return null;
    }

    private static int ownSlot() {
        return ThreadHash.ofThread() & (SLOTS - 1);
    }
}
