package io.alternator.http.testkit;

import io.alternator.http.NodeAddress;

/** Gives nodes their addresses. */
interface Addresses {
    /** The port that listed nodes seem to have. */
    int port();

    /** The name of the next node in the list. */
    NodeAddress next();

    /** Where a listed node listens. */
    NodeAddress connectAddress(NodeAddress listed);
}
