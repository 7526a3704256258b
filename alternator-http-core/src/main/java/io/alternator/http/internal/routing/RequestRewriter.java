package io.alternator.http.internal.routing;

import io.alternator.http.internal.node.Node;
import java.util.Optional;
import java.util.function.BiFunction;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends a request to another place without touching what was signed: scheme, host and port of the connection change, the
 * {@code Host} header stays. The {@code User-Agent} is not signed and may be trimmed.
 */
final class RequestRewriter {
    private static final String HOST = "Host";

    private final boolean clientKeepsHost;
    private final BiFunction<SdkHttpRequest, Node, SdkHttpRequest> view;

    RequestRewriter(boolean clientKeepsHost, boolean trimUserAgent) {
        this.clientKeepsHost = clientKeepsHost;
        this.view = trimUserAgent ? new UserAgentTrim()::to : RewrittenRequest.Whole::new;
    }

    /**
     * The request as it goes to the node.
     *
     * @throws UnsupportedOperationException if the client would replace a signed {@code Host} header
     */
    SdkHttpRequest to(Node node, SdkHttpRequest request) {
        Optional<String> host = request.firstMatchingHeader(HOST);
        if (!clientKeepsHost && host.isPresent()) {
            requireUnsigned(node, request, host.get());
        }
        SdkHttpRequest retargeted = view.apply(request, node);
        return host.isPresent()
                ? retargeted
                : retargeted.toBuilder().putHeader(HOST, hostHeader(request)).build();
    }

    private static String hostHeader(SdkHttpRequest request) {
        return request.port() == Node.standardPort(request.protocol())
                ? request.host()
                : request.host() + ":" + request.port();
    }

    private static void requireUnsigned(Node node, SdkHttpRequest request, String host) {
        if (!host.equals(node.target().toString())
                && request.firstMatchingHeader("Authorization").isPresent()) {
            throw new UnsupportedOperationException(
                    "httpClient: UrlConnectionHttpClient replaces the signed Host header '"
                            + host + "' by '" + node.target() + "', which breaks the signature; use ApacheHttpClient,"
                            + " Apache5HttpClient or AwsCrtHttpClient, or start the JVM with"
                            + " -Dsun.net.http.allowRestrictedHeaders=true");
        }
    }
}
