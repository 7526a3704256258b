package io.alternator.http.internal.routing;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.internal.discovery.NodeListResult;
import io.alternator.http.internal.health.HealthChecker;
import io.alternator.http.internal.health.Outcome;
import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Hears what happens in one cluster. Called on request threads and on the scheduler's: it must be quick and must not throw. */
public interface ClusterListener {
    /** Hears nothing. */
    ClusterListener NONE = new ClusterListener() {};

    /** Why a node was passed over whose turn it was. */
    enum Skip {
        /** It holds enough requests already. */
        FULL,
        /** It has not its full weight: it starts slowly, refuses for overload, or fails. */
        WEIGHT,
        /** An earlier attempt of the same call failed there. */
        RETRY
    }

    /** The cluster is in use. */
    default void opened(ClusterNumbers cluster) {}

    /** A node came in; its own events go to the listener that is returned. */
    default NodeListener nodeAdded(NodeNumbers node) {
        return NodeListener.NONE;
    }

    /** A node was asked for the list, as one of the cluster or as a seed. */
    default void asked(NodeListResult answer, boolean asSeed, Duration took) {}

    /** A list differs from the one before. */
    default void listChanged(int added, int removed) {}

    /** A request passed a node over. */
    default void skipped(Skip why) {}

    /** The SDK tries again what had failed on a node; {@code sameNode} if nowhere else was left to go. */
    default void retried(boolean sameNode) {}

    /** A hedge came to its end, or was due and not sent. */
    default void hedged(HedgeResult result) {}

    /** The cluster is closed: nothing comes any more. */
    default void closed() {}

    /** Hears what happens on one node. */
    interface NodeListener {
        /** Hears nothing. */
        NodeListener NONE = new NodeListener() {};

        /** An attempt ended, response body and all. */
        default void ended(Outcome outcome, SdkHttpRequest request, long nanos) {}

        /** An unsent request left this node for another. */
        default void failedOver(Outcome reason) {}

        /** The node went down; {@code cause} is one of few words. */
        default void ejected(String cause) {}

        /** The node was probed. */
        default void probed(HealthChecker.Finding finding, long nanos) {}

        /** The node was forgotten. */
        default void removed() {}
    }

    /** A cluster's numbers, read when somebody looks. */
    interface ClusterNumbers {
        /** How many nodes are in the state. */
        int nodes(NodeState state);

        /** True while no node is up, so that all are used. */
        boolean isPanicking();

        /** How much wider than configured the scope of the nodes in use is: 0 if it is as configured. */
        int scopeLevel();

        /** Time since the last good list. */
        Duration discoveryAge();
    }

    /** A node's numbers, read when somebody looks. */
    interface NodeNumbers {
        NodeAddress address();

        NodeState state();

        /** Requests whose response has not ended. */
        int inFlight();

        /** Connections held, in use and idle; 0 in {@code PER_REQUEST}. */
        int leases();

        /** Recent time to the response's headers; 0 before the first. */
        long latencyNanos();

        /** How long the node has owed a byte to whoever waits longest; 0 if nobody waits. */
        long oldestOutstandingNanos();

        /** Which part of its fair share it should get, from 0.02 to 1. */
        double weight();
    }
}
