package io.alternator.http.internal.discovery;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeListResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Receives what discovery finds. Called on the scheduler's thread. */
public interface DiscoveryListener {

    /**
     * A list is believed. Called for each fetch that ends with a list, whether or not it differs from the one before.
     *
     * @param nodes not empty
     * @param answeredBy the nodes that returned lists in this fetch, and so are alive
     * @param scopeLevel which of the scope's queries found nodes: 0 for the configured scope, 1 for the next wider one
     */
    void listed(List<NodeAddress> nodes, Collection<Node> answeredBy, int scopeLevel);

    /** One node was asked for its list. */
    default void asked(Node node, NodeListResult result, Duration elapsed) {}
}
