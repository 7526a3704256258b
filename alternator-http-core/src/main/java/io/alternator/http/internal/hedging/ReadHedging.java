package io.alternator.http.internal.hedging;

import io.alternator.http.internal.balancing.HedgeBudget;
import io.alternator.http.internal.balancing.RecentQuantile;
import io.alternator.http.internal.concurrent.InFlightTable;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;

/** Hedges reads that take longer than the recent 95th percentile of the cluster's reads. */
public final class ReadHedging<A extends Hedgeable> implements HedgePolicy<A>, HedgedCall.Shared<A> {
    private static final double QUANTILE = 0.95;
    private static final int MIN_SAMPLES = 100;

    private final HedgeBudget budget = new HedgeBudget();
    private final RecentQuantile latency = new RecentQuantile(QUANTILE, MIN_SAMPLES);
    private final ClientLog log;
    private final HedgeListener listener;
    private final HedgeScanner scanner;

    /**
     * Hedges the reads in flight.
     *
     * @param inFlight all requests in flight
     */
    public ReadHedging(
            InFlightTable<? extends Hedgeable> inFlight,
            Scheduler scheduler,
            Ticker ticker,
            HedgeListener listener,
            ClientIdentity client) {
        this.log = client.log(HedgedCall.class);
        this.listener = listener;
        this.scanner = new HedgeScanner(latency, inFlight, scheduler, ticker);
    }

    @Override
    public HedgeState<A> begin(HedgeSender<A> sender) {
        if (!sender.isRead()) {
            return NoHedge.instance();
        }
        budget.requestStarted();
        return new HedgedCall<>(this, sender);
    }

    @Override
    public ClientLog log() {
        return log;
    }

    @Override
    public HedgeBudget budget() {
        return budget;
    }

    @Override
    public void started(A attempt) {
        scanner.started(attempt);
    }

    @Override
    public void succeeded(long nanos) {
        latency.add(nanos);
    }

    @Override
    public void hedgeEnded(HedgeResult result) {
        listener.hedgeEnded(result);
    }
}
