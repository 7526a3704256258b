package io.alternator.http.internal.cluster;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.internal.health.CheckResult;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.nodelist.NodeListResult;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Receives the events of one cluster, on request threads and on the scheduler's thread. Implementations must be quick and must
 * not throw.
 */
public interface ClusterListener {
    /** Ignores everything. */
    ClusterListener NONE = new ClusterListener() {};

    /** The cluster is in use. */
    default void opened(ClusterNumbers cluster) {}

    /** A node was added; its events go to the listener that is returned. */
    default NodeListener nodeAdded(NodeNumbers node) {
        return NodeListener.NONE;
    }

    /**
     * A node was asked for the list.
     *
     * @param asSeed true if it was asked as a seed and not as a node of the list
     */
    default void listFetched(NodeListResult result, boolean asSeed, Duration took) {}

    /** A list differs from the one before. */
    default void listChanged(int added, int removed) {}

    /** The lists of one fetch contradict each other, or the list in use. */
    default void listsDisagree() {}

    /** The cluster is closed; no event follows. */
    default void closed() {}

    /** Receives the events of one node. */
    interface NodeListener {
        /** Ignores everything. */
        NodeListener NONE = new NodeListener() {};

        /** A request ended, its response's body included. */
        default void ended(Outcome outcome, SdkHttpRequest request, long nanos) {}

        /** A request that was not sent to this node, or that the node refused, moved to another. */
        default void failedOver(Outcome reason) {}

        /** The node went DOWN; cause and finder are tag values. */
        default void ejected(Health.Finding finding) {}

        /** The node was checked. */
        default void probed(CheckResult result, long nanos) {}

        /** The node was removed, with everything that belongs to it. */
        default void removed() {}
    }

    /** The numbers of a cluster, computed when read. */
    interface ClusterNumbers {
        /** Number of nodes in the state. */
        int nodes(NodeState state);

        /** True while no node is UP, so that all are used. */
        boolean isPanic();

        /** Index of the scope in use in the chain of scopes; 0 for the preferred one. */
        int scopeLevel();

        /** Time since the last usable list; empty if the server has no list. */
        Optional<Duration> discoveryAge();
    }

    /** The numbers of a node, computed when read. */
    interface NodeNumbers {
        NodeAddress address();

        NodeState state();

        /** Requests whose response has not ended. */
        int inFlight();

        /** Leases, in use and idle; 0 with {@code PER_REQUEST}. */
        int leases();

        /** Recent time to the response's headers; 0 before the first. */
        long latencyNanos();

        /** Age of the oldest request waiting for data (sampled); 0 if none waits. */
        long oldestOutstandingNanos();

        /** The part of its fair share that the node should get: from 0.02 to 1 while it is UP, else 0. */
        double weight();
    }
}
