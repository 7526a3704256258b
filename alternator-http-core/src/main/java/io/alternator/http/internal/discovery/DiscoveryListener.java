package io.alternator.http.internal.discovery;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import java.time.Duration;
import java.util.List;

/** Receives what discovery finds. Called on the scheduler's thread. */
public interface DiscoveryListener {

    /**
     * A usable list was received. Called for each list, whether or not it differs from the one before.
     *
     * @param nodes not empty
     * @param scopeLevel which of the scope's queries found nodes: 0 for the configured scope, 1 for the next wider one
     */
    void listed(List<NodeAddress> nodes, int scopeLevel);

    /** One node was asked for its list. */
    default void asked(Node node, NodeListResult result, Duration elapsed) {}
}
