package io.alternator.http.internal.rewrite;

import io.alternator.http.internal.node.Node;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Directs a request to a node without changing what was signed: scheme, host and port of the connection change, the {@code Host}
 * header stays. Headers that are not signed may change.
 */
public final class RequestRewriter {
    private final RouteGuard guard;
    private final HeaderEdits headers;

    /**
     * A rewriter for one wrapped client.
     *
     * @param guard refuses requests that would not reach a node as they were signed
     */
    public RequestRewriter(RouteGuard guard, HeaderEdits headers) {
        this.guard = guard;
        this.headers = headers;
    }

    /**
     * The request as it goes to the node.
     *
     * @throws UnsupportedOperationException if it would not reach the node as it was signed
     */
    public SdkHttpRequest rewrite(SdkHttpRequest request, Node node) {
        String host = request.firstMatchingHeader(HeaderEdit.HOST).orElse(null);
        guard.check(request, host, node);
        return headers.apply(request, node, host);
    }
}
