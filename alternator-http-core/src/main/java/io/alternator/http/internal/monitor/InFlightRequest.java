package io.alternator.http.internal.monitor;

import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.concurrent.InFlightTable;
import io.alternator.http.internal.transport.Transport;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A request that a node has not finished answering, as the cluster's background work sees it: where it is, how far its response
 * got, and how to cancel it.
 *
 * <p>Progress is written by the thread that moves the response's bytes and sampled by the scheduler's thread. Writing reads no
 * clock and needs no fence: the sampling thread notes since when nothing changed.
 */
public abstract class InFlightRequest extends InFlightTable.Entry {
    private static final VarHandle STEPS;
    private static final int WAITING = 1;
    private static final int STEP = 2;

    static {
        try {
            STEPS = MethodHandles.lookup().findVarHandle(InFlightRequest.class, "steps", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ClusterNode node;
    private final long start;

    /** Steps made by the response; the lowest bit says whether the node owes data. */
    @SuppressWarnings("unused") // through STEPS
    private int steps = WAITING;

    private @Nullable BodyWait bodyWait; // null unless the node's bodies take long

    // Scheduler's thread only:
    private int sampledSteps = WAITING;
    private long quietSince;

    /**
     * A request that waits for its response's headers.
     *
     * @param start ticker nanoseconds
     */
    protected InFlightRequest(ClusterNode node, long start) {
        this.node = node;
        this.start = start;
        this.quietSince = start;
    }

    /** Where the request was sent. */
    public final ClusterNode node() {
        return node;
    }

    /** When it was started, in ticker nanoseconds. */
    public final long start() {
        return start;
    }

    /**
     * Stops the request. What the application is told is {@code cause}, which the SDK may retry. The first cause is kept.
     *
     * @param executor runs the cancellation, which may block
     */
    public abstract void cancel(IOException cause, Executor executor);

    /** True after {@link #cancel}. */
    public abstract boolean isCancelled();

    /** The client was closed. */
    public final void cancelAsClosed(Executor executor) {
        if (!isCancelled()) {
            cancel(new IOException("the client was closed while " + node + " had the request"), executor);
        }
    }

    /** True if the request changes nothing, so that a second copy does no harm. */
    protected abstract boolean isRead();

    /** True if the request is sent by this client, or may be: a request that is being opened has no client yet. */
    protected abstract boolean mayUse(Transport client);

    /** The caller asks for more of the body, which the node now owes. */
    public final void awaitsBody() {
        STEPS.setOpaque(this, steps() | WAITING);
        BodyWait measured = bodyWait;
        if (measured != null) {
            measured.begin();
        }
    }

    /** A part of the body arrived, or its end. The node owes nothing until {@link #awaitsBody}: the caller has something to do. */
    public final void gotBody() {
        BodyWait measured = bodyWait;
        if (measured != null) {
            measured.end();
        }
        STEPS.setOpaque(this, (steps() & ~WAITING) + STEP);
    }

    /** Measures how long the caller waits for the body; before it asks for the first part. */
    protected final void measureBodyWait(LongSupplier nanos) {
        bodyWait = new BodyWait(nanos);
    }

    /** How long the caller has waited for the body; -1 if that is not measured. */
    protected final long bodyWaitNanos(long now) {
        BodyWait measured = bodyWait;
        return measured == null ? -1 : measured.total(now);
    }

    /** The response's headers arrived. */
    protected final void gotHeaders() {
        STEPS.setOpaque(this, STEP);
    }

    /** True if the response's headers have arrived. */
    public final boolean isInBody() {
        return steps() >= STEP;
    }

    /** True while the node owes data; false while the caller takes its time to read. */
    final boolean isWaiting() {
        return (steps() & WAITING) != 0;
    }

    /** Samples the progress. Returns true if anything arrived since the last sample. */
    final boolean sample(long now) {
        int next = steps();
        boolean progressed = (next | WAITING) != (sampledSteps | WAITING);
        if (progressed || !isWaiting()) {
            quietSince = now;
        }
        sampledSteps = next;
        return progressed;
    }

    /** Forgets for how long nothing arrived: this process did not look. */
    final void restartWait(long now) {
        quietSince = now;
    }

    /** Leaves this time, the last before now, out of the wait: this process did not look. */
    final void leaveOut(long nanos, long now) {
        quietSince = Waits.leaveOut(nanos, quietSince, now);
    }

    /** Since when the node owes the next byte, to the precision of {@link #sample}. */
    final long quietSince() {
        return quietSince;
    }

    private int steps() {
        return (int) STEPS.getOpaque(this);
    }
}
