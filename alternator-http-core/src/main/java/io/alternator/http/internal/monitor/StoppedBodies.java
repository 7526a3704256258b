package io.alternator.http.internal.monitor;

import io.alternator.http.HealthSettings;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.concurrent.InFlightTable;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * A node's responses that have stopped in their body for stall time plus probe timeout. They are cancelled without a check of the node,
 * as no other node can finish them, but only if another node answers: otherwise the network is silent, or this machine's part of it.
 * On the scheduler's thread.
 */
final class StoppedBodies {
    private final ClientLog log;
    private final ClusterNode node;
    private final PeerCheck peers;
    private final InFlightTable<? extends InFlightRequest> inFlight;
    private final BiConsumer<InFlightRequest, String> cancel;
    private final Scheduler scheduler;
    private final Ticker ticker;
    private final long stallNanos;
    private final long probeNanos;

    private boolean found;
    private boolean comparing;
    private long comparedAt;

    /**
     * Finds none yet.
     *
     * @param cancel cancels a request for a reason, if it may be cancelled
     */
    StoppedBodies(
            ClusterNode node,
            PeerCheck peers,
            HealthSettings settings,
            InFlightTable<? extends InFlightRequest> inFlight,
            BiConsumer<InFlightRequest, String> cancel,
            Scheduler scheduler,
            Ticker ticker) {
        this.log = node.owner().log(StoppedBodies.class);
        this.node = node;
        this.peers = peers;
        this.inFlight = inFlight;
        this.cancel = cancel;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.stallNanos = settings.stallTime().toNanos();
        this.probeNanos = settings.probeTimeout().toNanos();
        this.comparedAt = node.stats().answeredAt() - stallNanos;
    }

    /** True if the response has stopped in its body. */
    boolean include(InFlightRequest request, long now) {
        return request.isInBody() && request.isWaiting() && now - request.quietSince() >= stallNanos + probeNanos;
    }

    /** Forgets what was found, before the node's requests are sampled again. */
    void clear() {
        found = false;
    }

    /** One of the node's requests has stopped, and may be cancelled. */
    void found() {
        found = true;
    }

    /** Asks other nodes if there is something to cancel; not again within the stall time. */
    void evaluate(long now) {
        if (!found || comparing || now - comparedAt < stallNanos) {
            return;
        }
        comparing = true;
        comparedAt = now;
        long sinceTheBodiesStopped = now - probeNanos;
        peers.anotherAnswers(node, sinceTheBodiesStopped)
                .thenAccept(answers -> scheduler.execute(() -> compared(answers)));
    }

    private void compared(boolean anotherAnswers) {
        comparing = false;
        if (!anotherAnswers) {
            log.debug("{} stopped in the middle of a response, but no other node answers either", node);
            return;
        }
        long now = ticker.nanos();
        inFlight.forEach(request -> {
            if (request.node() == node && include(request, now)) {
                long millis = TimeUnit.NANOSECONDS.toMillis(now - request.quietSince());
                cancel.accept(request, "stopped in the middle of a response for " + millis + " ms");
            }
        });
    }
}
