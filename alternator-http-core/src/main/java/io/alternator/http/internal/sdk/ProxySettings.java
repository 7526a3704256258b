package io.alternator.http.internal.sdk;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The proxy of a wrapped client.
 *
 * @param host of the proxy; empty if there is none
 * @param exempts true for hosts, in lower case, that the client connects to directly
 * @param tunnelsPlainHttp true if plain HTTP is tunnelled by CONNECT; false if the proxy gets the requests and forwards them
 */
public record ProxySettings(String host, int port, Predicate<String> exempts, boolean tunnelsPlainHttp) {
    /** Every host is connected to directly. */
    public static final ProxySettings NONE = new ProxySettings("", 0, host -> true, true);

    /** True if requests to some hosts go through a proxy. */
    public boolean isSet() {
        return !host.isEmpty();
    }

    /** True if requests to this host go through the proxy. */
    public boolean isUsedFor(String target) {
        return isSet() && !exempts.test(target.toLowerCase(Locale.ROOT));
    }

    /**
     * Checks that requests do not go through the proxy, although their host is not the node's but the endpoint's name.
     *
     * @throws IllegalArgumentException if they do
     */
    public void requireExempt(String name) {
        if (isUsedFor(name)) {
            throw new IllegalArgumentException(
                    "keepEndpointName: requests to " + name + " would go through the proxy " + this
                            + ", which resolves the name itself and so cannot reach each node; exempt it (http.nonProxyHosts,"
                            + " NO_PROXY)");
        }
    }

    /** True if the proxy itself sends such a request to this host. It has to replace the {@code Host} header (RFC 9112, 3.2.2). */
    public boolean forwards(String scheme, String target) {
        return !tunnelsPlainHttp && scheme.equals("http") && isUsedFor(target);
    }

    /** The same route for the JDK's own client. */
    public Proxy routeTo(String target) {
        return isUsedFor(target)
                ? new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port))
                : Proxy.NO_PROXY;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
