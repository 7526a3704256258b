package io.alternator.http.internal.call;

import io.alternator.http.internal.hedging.HedgePolicy;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Makes the calls of one cluster. Thread-safe. */
public final class CallFactory {
    private final Attempts attempts;
    private final HedgePolicy<Attempt> hedging;

    /** All calls share these. */
    public CallFactory(Attempts attempts, HedgePolicy<Attempt> hedging) {
        this.attempts = attempts;
        this.hedging = hedging;
    }

    /**
     * A call that has not begun.
     *
     * @param hedges sends its second attempt, if it gets one
     */
    public Call newCall(SdkHttpRequest request, HedgeExecutor hedges) {
        return new Call(request, attempts, hedging, hedges);
    }
}
