package io.alternator.http.testkit;

import io.alternator.http.NodeAddress;
import java.util.List;

/** Addresses given by the caller, such as those of network namespaces or containers. Allows one node per address. */
final class FixedAddresses implements Addresses {
    private final int port;
    private final List<String> hosts;
    private int count;

    FixedAddresses(int port, List<String> hosts) {
        this.port = port;
        this.hosts = hosts;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public NodeAddress next() {
        if (count == hosts.size()) {
            throw new IllegalStateException("addresses: all of " + hosts + " are in use; give one per node");
        }
        return new NodeAddress(hosts.get(count++), port);
    }

    @Override
    public NodeAddress connectAddress(NodeAddress listed) {
        return listed;
    }
}
