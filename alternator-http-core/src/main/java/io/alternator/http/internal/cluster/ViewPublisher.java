package io.alternator.http.internal.cluster;

import io.alternator.http.NodeState;
import io.alternator.http.RoutingScope;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.nodelist.NodeAssignment;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * Owns the current {@link ClusterView}. Lists replace it on the scheduler's thread, a node's change of state on the thread that made
 * it, and the return to a preferred scope by a timer. Each replaces the view atomically, so none loses another's change.
 */
public final class ViewPublisher {
    /** Told of changes after the view contains them, on the thread that made them. */
    public interface Listener {
        /** Ignores everything. */
        Listener NONE = new Listener() {};

        /** A node is in another state. */
        default void stateChanged(NodeState to) {}

        /** Another scope is in use. */
        default void scopeChanged() {}
    }

    private final List<RoutingScope> scopes;
    private final AvailabilityLog availabilityLog;
    private final Scheduler scheduler;
    private final Ticker ticker;
    private final AtomicReference<ClusterView> view;
    private volatile Listener listener = Listener.NONE;
    private Scheduler.Cancellable scopeReturn = Scheduler.Cancellable.NOTHING; // scheduler's thread only

    ViewPublisher(NodeAssignment assignment, Scheduler scheduler, Ticker ticker, ClientIdentity client) {
        this.scopes = assignment.scopes();
        this.availabilityLog = new AvailabilityLog(assignment, ticker, client);
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.view = new AtomicReference<>(ClusterView.ofSeeds(List.of()));
    }

    void listener(Listener stateListener) {
        this.listener = stateListener;
    }

    ClusterView view() {
        return Objects.requireNonNull(view.get());
    }

    /** Before the first list. */
    void publishSeeds(List<ClusterNode> seeds) {
        view.set(ClusterView.ofSeeds(seeds));
    }

    void publish(List<List<ClusterNode>> lists, List<ClusterNode> standIns) {
        change(before -> before.with(lists, standIns, ticker.nanos()));
    }

    /** A node's state has changed. Returns the view that contains the change. */
    ClusterView stateChanged(Health to) {
        ClusterView now = change(before -> before.refreshed(ticker.nanos()));
        if (to.state() == NodeState.DOWN) {
            availabilityLog.nodeDown(now, to.finding().reason());
            if (now.isPanic()) {
                now.nodes().forEach(ClusterNode::rescheduleCheck);
            }
        }
        listener.stateChanged(to.state());
        return now;
    }

    /** Replaces the view, and follows the scope in use. Returns the new view. */
    private ClusterView change(UnaryOperator<ClusterView> change) {
        ClusterView before;
        ClusterView after;
        do {
            before = view();
            after = change.apply(before);
        } while (!view.compareAndSet(before, after));
        if (scopes.size() > 1) {
            followScope(before.scopeInUse(), after);
            scheduler.execute(this::scheduleScopeReturn);
        }
        return after;
    }

    private void followScope(int left, ClusterView now) {
        int inUse = now.scopeInUse();
        if (left == inUse) {
            return;
        }
        if (inUse == 0 || !now.scopes().get(left).isEmpty()) { // discovery warns of a scope without nodes
            availabilityLog.scopeChanged(scopes.get(left), scopes.get(inUse), inUse);
        }
        listener.scopeChanged();
    }

    private void scheduleScopeReturn() {
        scopeReturn.cancel();
        view().nanosUntilReturn(ticker.nanos())
                .ifPresent(nanos -> scopeReturn = scheduler.schedule(
                        () -> change(before -> before.refreshed(ticker.nanos())), Duration.ofNanos(nanos)));
    }
}
