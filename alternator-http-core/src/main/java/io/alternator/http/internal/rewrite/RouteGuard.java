package io.alternator.http.internal.rewrite;

import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.sdk.HostHeader;
import io.alternator.http.internal.sdk.ProxySettings;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Refuses requests that cannot reach a node as they were signed, or at all, because of how the wrapped client sends them. The
 * first refusal for a reason that concerns some nodes only is repeated for every later request, so that the reason is seen. Thread-safe.
 */
public final class RouteGuard {
    private static final String EXEMPT_THE_NODES = "exempt the nodes too (http.nonProxyHosts, NO_PROXY)";

    private final HostHeader hostHeader;
    private final ProxySettings proxy;
    private final boolean endpointIsExempt;
    private volatile boolean proxyKeepsHost;
    private volatile @Nullable String refusalOfAll;
    private volatile @Nullable String refusalOfSigned;

    /**
     * A guard for the requests of one cluster.
     *
     * @param hostHeader what the wrapped client does with it
     * @param endpoint the host that requests are signed for
     */
    public RouteGuard(HostHeader hostHeader, ProxySettings proxy, String endpoint) {
        this.hostHeader = hostHeader;
        this.proxy = proxy;
        this.endpointIsExempt = !proxy.isUsedFor(endpoint);
    }

    /** The proxy was seen to leave the {@code Host} header as it is. */
    public void proxyKeepsHost() {
        proxyKeepsHost = true;
    }

    /** The cluster has these nodes. */
    public void listed(Collection<Node> nodes) {
        nodes.stream().filter(this::isLostInProxy).findFirst().ifPresent(node -> refusalOfAll = whyLost(node));
    }

    /** True if the client sends requests to this node to a proxy that the endpoint is exempt from. */
    private boolean isLostInProxy(Node node) {
        return endpointIsExempt && proxy.isSet() && proxy.isUsedFor(node.connectHost());
    }

    private String whyLost(Node node) {
        return "proxy: the endpoint is exempt from the proxy " + proxy
                + ", but the wrapped client would send requests to the node " + node.target() + " through it; "
                + EXEMPT_THE_NODES + ", or pass the client's builder and seeds instead of a finished client,"
                + " or build the client with a ProxyConfiguration that has useSystemPropertyValues(false) and"
                + " useEnvironmentVariableValues(false)";
    }

    /**
     * Checks a request before it is sent.
     *
     * @param host its {@code Host} header
     * @throws UnsupportedOperationException if it would not reach the node, or with a broken signature
     */
    void check(SdkHttpRequest request, @Nullable String host, Node node) {
        if (!proxy.isSet() && !hostHeader.isReplaced()) {
            return;
        }
        refuse(refusalOfAll);
        if (isLostInProxy(node)) {
            refuse(whyLost(node));
        }
        if (host == null || request.firstMatchingHeader("Authorization").isEmpty()) {
            return;
        }
        if (hostHeader.isReplaced()) {
            throw new UnsupportedOperationException("httpClient: " + hostHeader + " replaces the signed Host header '"
                    + host + "' by the address of each node, which breaks the signature; " + hostHeader.remedy());
        }
        if (proxyKeepsHost) {
            return;
        }
        refuse(refusalOfSigned);
        if (proxy.forwards(node.scheme(), node.connectHost())
                && !host.equals(node.target().toString())) {
            refusalOfSigned = "proxy: plain HTTP goes through the forward proxy " + proxy
                    + ", which replaces the signed Host header '" + host + "' by '" + node.target()
                    + "' and so breaks the signature; " + EXEMPT_THE_NODES + ", use https, or use"
                    + " NettyNioAsyncHttpClient, which tunnels plain HTTP";
            refuse(refusalOfSigned);
        }
    }

    private static void refuse(@Nullable String reason) {
        if (reason != null) {
            throw new UnsupportedOperationException(reason);
        }
    }
}
