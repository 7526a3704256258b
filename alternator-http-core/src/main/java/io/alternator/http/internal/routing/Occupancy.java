package io.alternator.http.internal.routing;

import io.alternator.http.internal.concurrent.Fields;
import io.alternator.http.internal.concurrent.PaddedLongs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Who holds a member: requests in flight, which keep it from being retired, and leases. Counted without a lock. */
abstract sealed class Occupancy permits Member {
    private static final VarHandle LEASES = Fields.handle(MethodHandles.lookup(), "leases", int.class);
    private static final long RETIRED = Long.MIN_VALUE;
    private static final int IN_FLIGHT = 0;

    /** From here on the numbers are of others: they are written in the course of the same request. */
    static final int OTHERS = 1;

    private final PaddedLongs numbers = new PaddedLongs(OTHERS + Traffic.NUMBERS);

    private volatile int leases;

    /** What each request on this member writes. */
    final PaddedLongs numbers() {
        return numbers;
    }

    /** Takes the member for one request; false if it was retired meanwhile and another must be picked. */
    final boolean acquire() {
        if (numbers.getAndAdd(IN_FLIGHT, 1) >= 0) {
            return true;
        }
        release();
        return false;
    }

    /** Gives back what {@link #acquire} took, without a word about how it went. */
    final void release() {
        numbers.getAndAdd(IN_FLIGHT, -1);
    }

    /** Lets no request in any more, if none is there; true once. */
    final boolean retire() {
        return numbers.compareAndSet(IN_FLIGHT, 0, RETIRED);
    }

    /** True after {@link #retire()} succeeded: nothing can be sent to this member any more. */
    final boolean isRetired() {
        return numbers.get(IN_FLIGHT) < 0;
    }

    public final int inFlight() {
        return (int) Math.max(0, numbers.get(IN_FLIGHT));
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
