package io.alternator.http.internal.nodelist;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import java.util.List;
import java.util.Optional;

/** What is known of the nodes at one moment, as far as it matters for what is believed. */
public interface NodeStates {

    /** The nodes in use, which are asked for the list. */
    List<Node> nodesToAsk();

    /** The node that the cluster lists with this address, if it is known. */
    Optional<Node> find(NodeAddress address);

    /** True if the node with this listed address is UP. */
    boolean isUp(NodeAddress address);

    /** True if the node with this listed address is DOWN. */
    boolean isDown(NodeAddress address);
}
