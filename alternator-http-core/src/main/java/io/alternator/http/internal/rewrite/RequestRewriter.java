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

    private final RouteGuard guard;
    private final BiFunction<SdkHttpRequest, Node, SdkHttpRequest> rewrite;

    /**
     * A rewriter for one wrapped client.
     *
     * @param guard refuses requests that would not reach a node as they were signed
     */
    public RequestRewriter(RouteGuard guard, boolean trimUserAgent) {
        this.guard = guard;
        this.rewrite = trimUserAgent ? new UserAgentTrim()::rewrite : RewrittenRequest.Whole::new;
    }

    /**
     * The request as it goes to the node.
     *
     * @throws UnsupportedOperationException if it would not reach the node as it was signed
     */
    public SdkHttpRequest rewrite(SdkHttpRequest request, Node node) {
        Optional<String> host = request.firstMatchingHeader(HOST);
        guard.check(request, host.orElse(null), node);
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
}
