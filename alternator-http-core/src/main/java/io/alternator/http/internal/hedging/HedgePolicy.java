package io.alternator.http.internal.hedging;

/** Which requests may be hedged. */
@FunctionalInterface
public interface HedgePolicy<A extends Hedgeable> {

    /** No request. */
    static <A extends Hedgeable> HedgePolicy<A> off() {
        return sender -> NoHedge.instance();
    }

    /** The hedge state of a request that begins. On the request path. */
    HedgeState<A> begin(HedgeSender<A> sender);
}
