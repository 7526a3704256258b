package io.alternator.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A node, as the function sees it that makes the builder of its client: {@code delegate(node -> …)}. Immutable.
 *
 * @param name the host of the requests to the node: the endpoint's with {@link AlternatorConfig.Builder#keepEndpointName}, else the
 *     host of the address
 * @param address where to connect
 * @see TlsNames
 * @since 0.1.0
 */
public record NodeEndpoint(String name, NodeAddress address) {

    /**
     * The node's addresses if {@code host} is the {@link #name}, ignoring case; else what the JVM resolves, so that a client may also
     * send requests elsewhere. It fits a client's DNS hook: {@code ApacheHttpClient.builder().dnsResolver(node::resolve)}.
     *
     * @throws UnknownHostException if the name cannot be resolved; never for a node with an IP address
     */
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host.equalsIgnoreCase(name) ? address.host() : host);
    }
}
