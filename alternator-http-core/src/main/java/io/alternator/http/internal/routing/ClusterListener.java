package io.alternator.http.internal.routing;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.internal.discovery.Answer;
import io.alternator.http.internal.health.Outcome;
import java.time.Duration;
import java.util.function.Supplier;

/** Hears what happens in one cluster. Called on request threads and on the scheduler's: it must be quick and must not throw. */
public interface ClusterListener {
    /** Hears nothing. */
    ClusterListener NONE = new ClusterListener() {};

    /** The cluster is in use; {@code discoveryAge} tells how old the list of nodes is. */
    default void opened(Supplier<Duration> discoveryAge) {}

    /** A node came in; its own events go to the listener that is returned. */
    default NodeListener nodeAdded(NodeNumbers node) {
        return NodeListener.NONE;
    }

    /** A node was asked for the list. */
    default void asked(Answer answer, Duration took) {}

    /** The cluster is closed: nothing comes any more. */
    default void closed() {}

    /** Hears what happens on one node. */
    interface NodeListener {
        /** Hears nothing. */
        NodeListener NONE = new NodeListener() {};

        /** An attempt ended, response body and all. */
        default void ended(Outcome outcome, long nanos) {}

        /** An unsent request left this node for another. */
        default void failedOver(Outcome reason) {}

        /** The node was forgotten. */
        default void removed() {}
    }

    /** A node's numbers, read when somebody looks. */
    interface NodeNumbers {
        NodeAddress address();

        NodeState state();

        /** Requests whose response has not ended. */
        int inFlight();

        /** Connections held, in use and idle; 0 in {@code PER_REQUEST}. */
        int leases();
    }
}
