package io.alternator.http.internal.client;

import io.alternator.http.NodeState;
import io.alternator.http.internal.cluster.ViewPublisher;
import io.alternator.http.internal.discovery.Discovery;
import io.alternator.http.internal.selection.Router;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;

/** Hands what changes of the nodes to the rooms that use them: to the router for its connections, to discovery for new lists. */
record NodeChanges(Router router, Discovery discovery, Scheduler scheduler, Ticker ticker)
        implements ViewPublisher.Listener {
    @Override
    public void stateChanged(NodeState to) {
        scheduler.execute(this::updateConnections);
        if (to == NodeState.DOWN) {
            discovery.refreshSoon();
        }
    }

    @Override
    public void scopeChanged() {
        scheduler.execute(this::updateConnections);
        discovery.refreshAllSoon();
    }

    private void updateConnections() {
        router.updateShares(ticker.nanos());
        router.endUnusableLeases(ticker.nanos());
    }
}
