package io.alternator.http.testkit;

import io.alternator.http.NodeAddress;

/** Assigns addresses to nodes. */
interface Addresses {
    /** The port of every listed address. */
    int port();

    /** The listed address of the next node. */
    NodeAddress next();

    /** The address on which the node with this listed address listens. */
    NodeAddress connectAddress(NodeAddress listed);
}
