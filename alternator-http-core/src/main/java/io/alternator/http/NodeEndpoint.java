package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A node, as the function sees it that makes the builder of its client: {@code delegate(node -> …)}. Immutable.
 *
 * @see TlsNames
 * @since 0.1.0
 */
public final class NodeEndpoint {
    private final String name;
    private final NodeAddress address;

    private NodeEndpoint(Builder builder) {
        this.name = builder.name;
        this.address = builder.address;
    }

    /**
     * For tests of functions that take an endpoint: of the node at this address, named by its host unless another name is set.
     *
     * @throws IllegalArgumentException if the address is null
     */
    public static Builder builder(NodeAddress address) {
        return new Builder(Checks.required("address", address));
    }

    /**
     * The host of the requests to the node: the endpoint's with {@link AlternatorConfig.Builder#keepEndpointName}, else the host of the
     * address.
     */
    public String name() {
        return name;
    }

    /** Where to connect. */
    public NodeAddress address() {
        return address;
    }

    /**
     * The node's addresses if {@code host} is the {@link #name}, ignoring case; else what the JVM resolves, so that a client may also
     * send requests elsewhere. It fits a client's DNS hook: {@code ApacheHttpClient.builder().dnsResolver(node::resolve)}.
     *
     * @throws UnknownHostException if the name cannot be resolved; never for a node with an IP address
     */
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host.equalsIgnoreCase(name) ? address.host() : host);
    }

    private Fields fields() {
        return new Fields(NodeEndpoint.class).add("name", name).add("address", address);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeEndpoint endpoint && fields().equals(endpoint.fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    @Override
    public String toString() {
        return fields().toString();
    }

    /**
     * Builds endpoints. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final NodeAddress address;
        private String name;

        private Builder(NodeAddress address) {
            this.address = address;
            this.name = address.host();
        }

        /**
         * See {@link NodeEndpoint#name}; default the host of the address.
         *
         * @throws IllegalArgumentException if the name is null or blank
         */
        public Builder name(String name) {
            this.name = Checks.notBlank("name", name);
            return this;
        }

        public NodeEndpoint build() {
            return new NodeEndpoint(this);
        }
    }
}
