package io.alternator.http.internal.node;

import io.alternator.http.NodeAddress;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One node: what the cluster calls it and where it is reached. Two are equal if the cluster calls them the same and they
 * are reached at the same place, so a node that moved is another node.
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

    /** The port that a URI of this scheme need not name. */
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

    /** The target's host as a request object wants it, with brackets where needed. */
    public String connectHost() {
        return connectHost;
    }

    /** The target's port. */
    public int connectPort() {
        return connectPort;
    }

    /** Where requests without a path go, and DynamoDB's API has no other. Made when it is first asked for, and kept. */
    public URI root() {
        URI made = root;
        if (made == null) {
            String port = connectPort == standardPort(scheme) ? "" : ":" + connectPort;
            made = URI.create(scheme + "://" + connectHost + port + "/");
            root = made;
        }
        return made;
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
