package io.alternator.http.internal.discovery;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import java.time.Duration;
import java.util.List;

/** What discovery tells the rest. Called on the scheduler's thread. */
public interface DiscoveryListener {

    /**
     * A good list came in; never empty. Told every time, changed or not.
     *
     * @param scopeLevel how much wider than configured the scope had to be to find any: 0 if it is as configured
     */
    void listed(List<NodeAddress> nodes, int scopeLevel);

    /** One node was asked. */
    default void asked(Node node, NodeListResult answer, Duration took) {}
}
