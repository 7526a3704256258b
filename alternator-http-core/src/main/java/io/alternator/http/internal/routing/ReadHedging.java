package io.alternator.http.internal.routing;

import io.alternator.http.internal.balancing.HedgeBudget;
import io.alternator.http.internal.balancing.RecentQuantile;
import io.alternator.http.internal.control.Transport;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Hedges the reads of one cluster, those that take longer than nineteen of twenty did of late. */
final class ReadHedging<T extends Transport> implements HedgePolicy<T> {
    private static final double PART_THAT_IS_USUAL = 0.95;
    private static final int ENOUGH_TO_TELL = 100;

    private final HedgeBudget budget = new HedgeBudget();
    private final RecentQuantile latency = new RecentQuantile(PART_THAT_IS_USUAL, ENOUGH_TO_TELL);
    private final ClusterListener listener;
    private final HedgeScanner<T> check;

    ReadHedging(InFlightTable<Attempt<T>> attempts, Surroundings<T> surroundings) {
        this.listener = surroundings.listener();
        this.check = new HedgeScanner<>(latency, attempts, surroundings.scheduler(), surroundings.ticker());
    }

    @Override
    public HedgeState<T> race(SdkHttpRequest request, HedgeSender<T> hedger) {
        if (!Reads.isRead(request)) {
            return HedgeState.none();
        }
        budget.asked();
        return new HedgedCall<>(this, hedger);
    }

    HedgeBudget budget() {
        return budget;
    }

    /** A read is under way. */
    void begun(Attempt<T> first) {
        check.begun(first);
    }

    /** A read was answered well, after so long. */
    void answered(long nanos) {
        latency.add(nanos);
    }

    void ended(HedgeResult result) {
        listener.hedged(result);
    }
}
