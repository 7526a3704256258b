package io.alternator.http.internal.routing;

import io.alternator.http.internal.concurrent.PaddedReferences;
import io.alternator.http.internal.concurrent.ThreadHash;
import io.alternator.http.internal.control.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Leases that nobody uses. A thread that gives one back often takes the next, so it leaves it in a place of its own, which few
 * share, and other processors hear nothing of it. What finds its place taken goes on a stack that all share, the most recently
 * returned on top: of immutable cells, so that to put or take one costs one atomic write, and what is in the middle is taken
 * out by building the rest anew.
 *
 * <p>Who finds nothing in either searches the places of all. Who leaves a lease in one meanwhile, where the searcher may have
 * looked already, moves it on to the stack, which the searcher looks at last. So a lease that was given back is found: no more
 * are opened than there are exchanges at once.
 */
final class IdleLeases<T extends Transport> {
    private static final int MOST_PLACES = 32;

    /** For the threads that run at a time, with some to spare, as two may have the same. */
    private static final int PLACES =
            Math.min(MOST_PLACES, 4 * Integer.highestOneBit(Runtime.getRuntime().availableProcessors()));

    private final PaddedReferences<Lease<T>> places = new PaddedReferences<>(PLACES);
    private final PaddedReferences<Cell<T>> stack = new PaddedReferences<>(1);
    private final AtomicInteger searchers = new AtomicInteger();

    private record Cell<T extends Transport>(
            Lease<T> lease, @Nullable Cell<T> next) {}

    /** Gives one back that nobody else has, nor had before: each return makes another. */
    void put(Lease<T> lease) {
        if (!leave(lease, ownPlace())) {
            push(lease);
        }
    }

    /** Leaves it in the place, if that is free and nobody may have looked there in vain. */
    private boolean leave(Lease<T> lease, int place) {
        return places.get(place) == null
                && places.compareAndSet(place, null, lease)
                && (searchers.get() == 0 || !places.compareAndSet(place, lease, null));
    }

    /** The thread's own or the one on top, whichever was returned later; else any; null if there is none. */
    @Nullable
    Lease<T> take() {
        int own = ownPlace();
        Lease<T> lease = isLatest(places.get(own)) ? takeFrom(own) : pop();
        return lease != null ? lease : search();
    }

    private boolean isLatest(@Nullable Lease<T> own) {
        Cell<T> top = stack.get(0);
        return own != null && (top == null || own.idleSince() - top.lease().idleSince() > 0);
    }

    private @Nullable Lease<T> search() {
        searchers.incrementAndGet();
        try {
            for (int place = 0; place < PLACES; place++) {
                Lease<T> found = takeFrom(place);
                if (found != null) {
                    return found;
                }
            }
            return pop();
        } finally {
            searchers.decrementAndGet();
        }
    }

    /** Takes out all of a kind, and leaves the others as they lie. */
    List<Lease<T>> takeAll(Predicate<Lease<T>> kind) {
        List<Lease<T>> taken = takeAllFromStack(kind);
        for (int place = 0; place < PLACES; place++) {
            Lease<T> lease = places.get(place);
            if (lease != null && kind.test(lease) && places.compareAndSet(place, lease, null)) {
                taken.add(lease);
            }
        }
        return taken;
    }

    private List<Lease<T>> takeAllFromStack(Predicate<Lease<T>> kind) {
        while (true) {
            Cell<T> before = stack.get(0);
            List<Lease<T>> taken = new ArrayList<>();
            List<Lease<T>> left = new ArrayList<>();
            for (Cell<T> cell = before; cell != null; cell = cell.next()) {
                (kind.test(cell.lease()) ? taken : left).add(cell.lease());
            }
            Cell<T> after = null;
            for (int i = left.size() - 1; i >= 0; i--) {
                after = new Cell<>(left.get(i), after);
            }
            if (taken.isEmpty() || stack.compareAndSet(0, before, after)) {
                return taken;
            }
        }
    }

    private @Nullable Lease<T> takeFrom(int place) {
        return places.get(place) == null ? null : places.getAndSet(place, null);
    }

    private void push(Lease<T> lease) {
        Cell<T> below = stack.get(0);
        while (!stack.compareAndSet(0, below, new Cell<>(lease, below))) {
            below = stack.get(0);
        }
    }

    private @Nullable Lease<T> pop() {
        Cell<T> top = stack.get(0);
        while (top != null) {
            if (stack.compareAndSet(0, top, top.next())) {
                return top.lease();
            }
            top = stack.get(0);
        }
        return null;
    }

    private static int ownPlace() {
        return ThreadHash.ofThread() & (PLACES - 1);
    }
}
