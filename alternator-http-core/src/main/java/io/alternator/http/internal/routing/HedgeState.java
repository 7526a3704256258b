package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.Outcome;

/** Which of a request's attempts answers it, where two may be under way at once: the first that has headers. */
sealed interface HedgeState<T extends Transport> permits NoHedge, HedgedCall {
    /** Of a request that is never sent twice at once. */
    static <T extends Transport> HedgeState<T> none() {
        return NoHedge.instance();
    }

    /** The request's first attempt is under way. */
    void begun(Attempt<T> attempt);

    /** True if the attempt may be hedged: it is the only one, and no hedge was thought of before. */
    boolean isAlone();

    /** The attempt took too long: has a second one made, if there may be one. On the scheduler's thread. */
    void hedge(Attempt<T> slow);

    /**
     * The attempt has headers.
     *
     * @return false if the other one was faster; this one is broken off then
     */
    boolean won(Attempt<T> attempt, Outcome outcome, long nanos);

    /**
     * The attempt has failed.
     *
     * @return true if the other one answers the request, or will
     */
    boolean failed(Attempt<T> attempt);

    /**
     * The caller does not wait any more; what else is under way is broken off.
     *
     * @return true if the other attempt answered just before, or heard of it first
     */
    boolean abandoned(Attempt<T> attempt);
}
