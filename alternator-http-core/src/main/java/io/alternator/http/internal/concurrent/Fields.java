package io.alternator.http.internal.concurrent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Atomic access to fields in place. A node's numbers are spread over fewer lines of memory than with an object for each, which is
 * what a request in a large cluster waits for.
 */
public final class Fields {
    private Fields() {}

    /** The field of the class that looks it up. */
    public static VarHandle handle(MethodHandles.Lookup lookup, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
