package io.alternator.http.internal.routing;

import io.alternator.http.internal.concurrent.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Who holds a member: requests in flight, which keep it from being retired, and leases. Counted without a lock. */
abstract sealed class Occupancy permits Member {
    private static final VarHandle IN_FLIGHT = Fields.handle(MethodHandles.lookup(), "inFlight", int.class);
    private static final VarHandle LEASES = Fields.handle(MethodHandles.lookup(), "leases", int.class);
    private static final int RETIRED = Integer.MIN_VALUE;

    private volatile int inFlight;
    private volatile int leases;

    /** Takes the member for one request; false if it was retired meanwhile and another must be picked. */
    final boolean acquire() {
        if ((int) IN_FLIGHT.getAndAdd(this, 1) >= 0) {
            return true;
        }
        release();
        return false;
    }

    /** Gives back what {@link #acquire} took, without a word about how it went. */
    final void release() {
        IN_FLIGHT.getAndAdd(this, -1);
    }

    /** Lets no request in any more, if none is there; true once. */
    final boolean retire() {
        return IN_FLIGHT.compareAndSet(this, 0, RETIRED);
    }

    /** True after {@link #retire()} succeeded: nothing can be sent to this member any more. */
    final boolean isRetired() {
        return inFlight < 0;
    }

    public final int inFlight() {
        return Math.max(0, inFlight);
    }

    /** Counts one lease more; false if there are not as many as the caller believes. */
    final boolean openLease(int before) {
        return LEASES.compareAndSet(this, before, before + 1);
    }

    final void leaseEnded() {
        LEASES.getAndAdd(this, -1);
    }

    public final int leases() {
        return leases;
    }
}
