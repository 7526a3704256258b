package io.alternator.http.internal.routing;

import io.alternator.http.internal.concurrent.Fields;
import io.alternator.http.internal.concurrent.StripedCounter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Who holds a member: requests in flight, which keep it from being retired, and leases. Counted without a lock, and the former
 * by threads that do not meet; see {@link StripedCounter}.
 */
abstract class NodeLoad {
    private static final VarHandle LEASES = Fields.handle(MethodHandles.lookup(), "leases", int.class);

    private final StripedCounter inFlight = new StripedCounter();
    private volatile boolean retired;
    private volatile int leases;

    /**
     * Takes the member for one request, in the current thread's stripe; false if it was retired meanwhile and another must be
     * picked.
     */
    final boolean acquire() {
        inFlight.getAndAdd(StripedCounter.stripe(), 1);
        if (!retired) { // read after it was counted: whoever retires it writes first and counts then
            return true;
        }
        release();
        return false;
    }

    /** Gives back what {@link #acquire} took on this thread, without a word about how it went. */
    final void release() {
        release(StripedCounter.stripe());
    }

    /** Gives back what {@link #acquire} took in a stripe. */
    final void release(int stripe) {
        inFlight.getAndAdd(stripe, -1);
    }

    /** Lets no request in any more, if none is there; true once. By one thread at a time. */
    final boolean retire() {
        if (retired) {
            return false;
        }
        retired = true;
        if (inFlight.sum() > 0) { // whoever was let in before is in the sum
            retired = false;
        }
        return retired;
    }

    /** True after {@link #retire()} succeeded: nothing can be sent to this member any more. Asked by whoever retires. */
    final boolean isRetired() {
        return retired;
    }

    public final int inFlight() {
        return (int) inFlight.sum();
    }

    /** What the current thread's stripe has of {@link #inFlight}; costs less. */
    final int ownInFlight() {
        return (int) inFlight.get(StripedCounter.stripe());
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
