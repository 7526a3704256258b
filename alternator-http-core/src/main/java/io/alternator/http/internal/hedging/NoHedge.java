package io.alternator.http.internal.hedging;

/** The state of a request that is never hedged: its attempts follow each other. */
public final class NoHedge<A extends Hedgeable> implements HedgeState<A> {
    private static final NoHedge<?> INSTANCE = new NoHedge<>();

    private NoHedge() {}

    /** The one instance. */
    @SuppressWarnings("unchecked") // it holds no attempt
    public static <A extends Hedgeable> NoHedge<A> instance() {
        return (NoHedge<A>) INSTANCE;
    }

    @Override
    public boolean mayHedge() {
        return false;
    }

    @Override
    public void started(A attempt) {}

    @Override
    public boolean awaitsHedge() {
        return false;
    }

    @Override
    public void hedge(A slow) {}

    @Override
    public boolean answered(A attempt, boolean success, long nanos) {
        return true;
    }

    @Override
    public boolean failed(A attempt) {
        return false;
    }

    @Override
    public boolean callerCancelled(A attempt) {
        return false;
    }
}
