package io.alternator.http.testkit;

import io.alternator.http.NodeAddress;
import java.util.List;

/** Addresses that somebody else made: of network namespaces, of containers. There are as many nodes and no more. */
final class GivenAddresses implements Addresses {
    private final int port;
    private final List<String> hosts;
    private int count;

    GivenAddresses(int port, List<String> hosts) {
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
            throw new IllegalStateException("addresses: all of " + hosts + " are taken; give one for each node");
        }
        return new NodeAddress(hosts.get(count++), port);
    }

    @Override
    public NodeAddress connectAddress(NodeAddress listed) {
        return listed;
    }
}
