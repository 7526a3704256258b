package io.alternator.http.internal.node;

import io.alternator.http.NodeAddress;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node: its scheme, its address in the cluster's list, and the target to connect to. All three are compared by {@code
 * equals}: a node whose target changes is a different node. Requests are sent to the target's host; if they keep the endpoint's
 * name instead, only a client that was built for the node finds it.
 */
public final class Node {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final String scheme;
    private final NodeAddress address;
    private final NodeAddress target;
    private final String connectHost;
    private final int connectPort;
    private volatile @Nullable URI root;

    /**
     * A node.
     *
     * @param address as listed by the cluster; used in logs, meters and status
     * @param target where to connect, after address translation
     * @param name the host of requests to it, the same for all nodes; null if it is the target's
     */
    public Node(String scheme, NodeAddress address, NodeAddress target, @Nullable String name) {
        this.scheme = scheme;
        this.address = address;
        this.target = target;
        this.connectHost = name == null ? target.uriHost() : name;
        this.connectPort = target.port();
    }

    /** A node whose target is its address. */
    public static Node at(String scheme, NodeAddress address) {
        return new Node(scheme, address, address, null);
    }

    /** The scheme's default port. */
    public static int standardPort(String scheme) {
        return scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
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

    /** The host of requests as in a URI: an IPv6 address in brackets. */
    public String connectHost() {
        return connectHost;
    }

    /** The target's port. */
    public int connectPort() {
        return connectPort;
    }

    /** {@link #connectHost} and {@link #connectPort}, as in a {@code Host} header. */
    public String authority() {
        return connectHost + ":" + connectPort;
    }

    /** The URI of requests with the path {@code /}, which all requests of DynamoDB's API have. Created on first use, then cached. */
    public URI root() {
        URI cached = root;
        if (cached == null) {
            String port = connectPort == standardPort(scheme) ? "" : ":" + connectPort;
            cached = URI.create(scheme + "://" + connectHost + port + "/");
            root = cached;
        }
        return cached;
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
