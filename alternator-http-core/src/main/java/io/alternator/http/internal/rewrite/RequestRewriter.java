package io.alternator.http.internal.rewrite;

import io.alternator.http.internal.node.Node;
import java.util.Optional;
import java.util.function.BiFunction;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Directs a request to a node without changing what was signed: scheme, host and port of the connection change, the {@code Host}
 * header stays. The {@code User-Agent} is not signed and may be trimmed.
 */
public final class RequestRewriter {
    private static final String HOST = "Host";

    private final boolean clientKeepsHost;
    private final BiFunction<SdkHttpRequest, Node, SdkHttpRequest> rewrite;

    /**
     * A rewriter for one wrapped client.
     *
     * @param clientKeepsHost false if the client replaces the {@code Host} header
     */
    public RequestRewriter(boolean clientKeepsHost, boolean trimUserAgent) {
        this.clientKeepsHost = clientKeepsHost;
        this.rewrite = trimUserAgent ? new UserAgentTrim()::rewrite : RewrittenRequest.Whole::new;
    }

    /**
     * The request as it goes to the node.
     *
     * @throws UnsupportedOperationException if the client would replace a signed {@code Host} header
     */
    public SdkHttpRequest rewrite(SdkHttpRequest request, Node node) {
        Optional<String> host = request.firstMatchingHeader(HOST);
        if (!clientKeepsHost && host.isPresent()) {
            requireUnsigned(node, request, host.get());
        }
        SdkHttpRequest rewritten = rewrite.apply(request, node);
        return host.isPresent()
                ? rewritten
                : rewritten.toBuilder().putHeader(HOST, hostHeader(request)).build();
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
