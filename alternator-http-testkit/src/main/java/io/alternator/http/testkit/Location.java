package io.alternator.http.testkit;

import io.alternator.http.NodeAddress;

/** A node's addresses, data center and rack. */
record Location(NodeAddress address, NodeAddress connectAddress, String datacenter, String rack) {}
