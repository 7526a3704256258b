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
     * The list of a scope is believed. Called for each fetch that ends with a list, whether or not it differs from the one before.
     *
     * @param nodes not empty
     * @param answeredBy the nodes that returned lists in this fetch, and so are alive
     * @param scope index in the chain of scopes: 0 for the preferred one
     */
    void listed(List<NodeAddress> nodes, Collection<Node> answeredBy, int scope);

    /** The answers of one fetch contradict each other, or the list in use. */
    default void listsDisagree() {}

    /** One node was asked for its list. */
    default void asked(Node node, NodeListResult result, Duration elapsed) {}
}
