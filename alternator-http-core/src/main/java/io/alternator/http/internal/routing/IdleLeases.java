package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Leases that nobody uses, the most recently returned on top. A stack of immutable cells: to put or take one costs one atomic
 * write, and what is in the middle is taken out by building the rest anew.
 */
final class IdleLeases<T extends Transport> {
    private final AtomicReference<@Nullable Cell<T>> top = new AtomicReference<>();

    private record Cell<T extends Transport>(
            Lease<T> lease, @Nullable Cell<T> next) {}

    void put(Lease<T> lease) {
        Cell<T> below = top.get();
        while (!top.compareAndSet(below, new Cell<>(lease, below))) {
            below = top.get();
        }
    }

    /** The one on top; null if there is none. */
    @Nullable
    Lease<T> take() {
        Cell<T> first = top.get();
        while (first != null) {
            if (top.compareAndSet(first, first.next())) {
                return first.lease();
            }
            first = top.get();
        }
        return null;
    }

    /** Takes out all of a kind, and leaves the others as they lie. */
    List<Lease<T>> takeAll(Predicate<Lease<T>> kind) {
        while (true) {
            Cell<T> before = top.get();
            List<Lease<T>> taken = new ArrayList<>();
            List<Lease<T>> left = new ArrayList<>();
            for (Cell<T> cell = before; cell != null; cell = cell.next()) {
                (kind.test(cell.lease()) ? taken : left).add(cell.lease());
            }
            Cell<T> after = null;
            for (int i = left.size() - 1; i >= 0; i--) {
                after = new Cell<>(left.get(i), after);
            }
            if (taken.isEmpty() || top.compareAndSet(before, after)) {
                return taken;
            }
        }
    }
}
