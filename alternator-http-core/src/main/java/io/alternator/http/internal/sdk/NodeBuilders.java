package io.alternator.http.internal.sdk;

import io.alternator.http.NodeEndpoint;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The builders of a user's function, of which each builds one client of one node. Used by one thread at a time.
 *
 * @param <B> the SDK's builder
 */
public final class NodeBuilders<B> {
    private static final String SDK = "software.amazon.awssdk.";

    private final Function<NodeEndpoint, ? extends B> function;
    private final boolean keepsEndpointName;
    private boolean direct;
    private @Nullable B latest;

    /**
     * Builders that are checked.
     *
     * @param keepsEndpointName true if requests have the endpoint's name as host, so that the clients must resolve it to their node
     */
    public NodeBuilders(Function<NodeEndpoint, ? extends B> function, boolean keepsEndpointName) {
        this.function = function;
        this.keepsEndpointName = keepsEndpointName;
    }

    /**
     * The builder of a client of this node.
     *
     * @throws IllegalArgumentException if the function returns null, or a builder whose client would not connect to the node
     * @throws IllegalStateException if a module of the SDK is older than 2.32.0
     */
    public B of(NodeEndpoint node) {
        B builder = function.apply(node);
        if (builder == null) {
            throw new IllegalArgumentException("delegate: the function returned null for " + node.address()
                    + "; return a new builder for each node");
        }
        SdkVersion.requireSupported(builder.getClass());
        if (keepsEndpointName && builder.getClass().getName().startsWith(SDK)) {
            requireDnsResolver(builder, node);
        }
        if (direct) {
            ClientInternals.disable(builder);
        }
        latest = builder;
        return builder;
    }

    /** Has all later clients built without a proxy; false if it cannot. */
    public boolean disableProxy() {
        direct = latest != null && ClientInternals.disable(latest);
        return direct;
    }

    private static void requireDnsResolver(Object builder, NodeEndpoint node) {
        if (!ClientInternals.takesDnsResolver(builder)) {
            throw new IllegalArgumentException(
                    "keepEndpointName: " + clientOf(builder) + " resolves names by itself, so all"
                            + " connections would go where " + node.name()
                            + " leads; use ApacheHttpClient or Apache5HttpClient with"
                            + " .dnsResolver(…), or leave keepEndpointName out and pass NettyNioAsyncHttpClient or"
                            + " UrlConnectionHttpClient the trust managers of TlsNames.checkedAs(…)");
        }
        if (!ClientInternals.hasDnsResolver(builder)) {
            throw new IllegalArgumentException(
                    "delegate: the builder for " + node.address() + " has no dnsResolver, so its"
                            + " connections would go where " + node.name() + " leads; return ApacheHttpClient.builder()"
                            + ".dnsResolver(node::resolve)");
        }
    }

    private static String clientOf(Object builder) {
        Class<?> type = builder.getClass();
        return (type.getEnclosingClass() == null ? type : type.getEnclosingClass()).getSimpleName();
    }
}
