package io.alternator.http.internal.node;

import io.alternator.http.NodeAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One node: what the cluster calls it and where it is reached. Two are equal if the cluster calls them the same and they
 * are reached at the same place, so a node that moved is another node.
 */
public final class Node {
    private final String scheme;
    private final NodeAddress address;
    private final NodeAddress target;
    private final String connectHost;
    private final int connectPort;

    /**
     * A node.
     *
     * @param address as the cluster lists it; what operators see
     * @param target where to connect, after address translation
     */
    public Node(String scheme, NodeAddress address, NodeAddress target) {
        this.scheme = scheme;
        this.address = address;
        this.target = target;
        this.connectHost = target.uriHost();
        this.connectPort = target.port();
    }

    /** A node that is reached where it is listed, as seeds are. */
    public static Node at(String scheme, NodeAddress address) {
        return new Node(scheme, address, address);
    }

    public String scheme() {
        return scheme;
    }

    public NodeAddress address() {
        return address;
    }

    public NodeAddress target() {
        return target;
    }

    /** The target's host as a request object wants it, with brackets where needed. */
    public String connectHost() {
        return connectHost;
    }

    /** The target's port. */
    public int connectPort() {
        return connectPort;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Node node
                        && scheme.equals(node.scheme)
                        && address.equals(node.address)
                        && target.equals(node.target));
    }

    @Override
    public int hashCode() {
        return Objects.hash(scheme, address, target);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
