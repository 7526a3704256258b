package io.alternator.http.internal.cluster;

import io.alternator.http.internal.concurrent.StripedCounter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a node carries: requests in flight, which keep it from being closed, and leases. Counted without a lock. Requests are
 * counted in stripes, so that threads do not contend; see {@link StripedCounter}.
 */
abstract class NodeLoad {
    private static final VarHandle LEASES;

    static {
        try {
            LEASES = MethodHandles.lookup().findVarHandle(NodeLoad.class, "leases", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final StripedCounter inFlight = new StripedCounter();
    private volatile boolean retired;
    private volatile int leases;

    /**
     * Counts one request in the current thread's stripe.
     *
     * @return false if the node was retired meanwhile and another must be picked
     */
    public final boolean acquire() {
        inFlight.getAndAdd(StripedCounter.stripe(), 1);
        if (!retired) { // read after counting: retire() writes the flag first and sums then
            return true;
        }
        release();
        return false;
    }

    /** Ends what {@link #acquire} counted on this thread, for a request that was not sent. */
    public final void release() {
        release(StripedCounter.stripe());
    }

    /** Ends what {@link #acquire} counted in a stripe. */
    public final void release(int stripe) {
        inFlight.getAndAdd(stripe, -1);
    }

    /**
     * Refuses further requests, if there is none now. Called by one thread at a time.
     *
     * @return true for the call that retired the node
     */
    final boolean retire() {
        if (retired) {
            return false;
        }
        retired = true;
        if (inFlight.sum() > 0) { // requests that saw the flag unset are in the sum
            retired = false;
        }
        return retired;
    }

    /** True after {@link #retire()} succeeded. For the thread that retires nodes. */
    final boolean isRetired() {
        return retired;
    }

    /** Requests whose response has not ended. */
    public final int inFlight() {
        return (int) inFlight.sum();
    }

    /** The current thread's stripe of {@link #inFlight}; cheaper. */
    public final int ownInFlight() {
        return (int) inFlight.get(StripedCounter.stripe());
    }

    /** Counts one more lease. Returns false if the number of leases is not {@code expected}. */
    public final boolean openLease(int expected) {
        return LEASES.compareAndSet(this, expected, expected + 1);
    }

    /** Counts one lease less. */
    public final void leaseEnded() {
        LEASES.getAndAdd(this, -1);
    }

    /** Leases on the node, in use and idle. */
    public final int leases() {
        return leases;
    }
}
