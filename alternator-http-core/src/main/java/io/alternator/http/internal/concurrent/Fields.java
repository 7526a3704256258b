package io.alternator.http.internal.concurrent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Looks up {@link VarHandle}s for atomic access to plain fields. Compared with one {@code AtomicLong} object per number, a
 * node's numbers span fewer cache lines; in a large cluster, cache misses on them dominate the cost of a pick.
 */
public final class Fields {
    private Fields() {}

    /** Returns a handle for a field of the lookup class. */
    public static VarHandle handle(MethodHandles.Lookup lookup, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
