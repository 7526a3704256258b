package io.alternator.http.internal.node;

import io.alternator.http.NodeAddress;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node: its scheme, its address in the cluster's list, and the target to connect to. All three are compared by {@code
 * equals}: a node whose target changes is a different node.
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
     */
    public Node(String scheme, NodeAddress address, NodeAddress target) {
        this.scheme = scheme;
        this.address = address;
        this.target = target;
        this.connectHost = target.uriHost();
        this.connectPort = target.port();
    }

    /** A node whose target is its address, such as a seed. */
    public static Node at(String scheme, NodeAddress address) {
        return new Node(scheme, address, address);
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

    /** The target's host as in a URI: an IPv6 address in brackets. */
    public String connectHost() {
        return connectHost;
    }

    /** The target's port. */
    public int connectPort() {
        return connectPort;
    }

    /** The target's URI with the path {@code /}, which all requests of DynamoDB's API have. Created on first use, then cached. */
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
