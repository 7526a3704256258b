package io.alternator.http.internal.control;

import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.PatientTimeout;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import io.alternator.http.internal.transport.ControlReply;
import io.alternator.http.internal.transport.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends a small GET request to one node. Its timeout covers the whole exchange, from connecting to the last byte; it begins anew
 * after a pause of this process.
 */
public final class ControlClient {
    /** Of a response. */
    static final int MAX_BODY_BYTES = 1 << 20;

    private final ControlRoute route;
    private final Scheduler scheduler;
    private final Ticker ticker;

    /** Over one client for all nodes. */
    public ControlClient(Transport transport, Scheduler scheduler, Ticker ticker) {
        this((target, request, maxBytes, started) -> transport.send(request, maxBytes, started), scheduler, ticker);
    }

    /** Over the client that the route has for the node. */
    public ControlClient(ControlRoute route, Scheduler scheduler, Ticker ticker) {
        this.route = route;
        this.scheduler = scheduler;
        this.ticker = ticker;
    }

    /**
     * Sends {@code GET path} to the node's target.
     *
     * @param query not encoded
     * @return the reply; fails with the cause, which is a {@link TimeoutException} after the timeout. Cancelling it aborts
     *     the call.
     */
    public CompletableFuture<ControlReply> get(Node node, String path, Map<String, String> query, Duration timeout) {
        return send(node, request(node, path, query), timeout);
    }

    /** A GET request to the node's target. */
    static SdkHttpRequest request(Node node, String path, Map<String, String> query) {
        SdkHttpRequest.Builder request = request(node, path, node.authority());
        query.forEach(request::putRawQueryParameter);
        return request.build();
    }

    /** Sends {@code GET /} with this {@code Host} header; see {@link #get}. */
    CompletableFuture<ControlReply> health(Node node, String host, Duration timeout) {
        return send(node, request(node, "/", host).build(), timeout);
    }

    private static SdkHttpRequest.Builder request(Node node, String path, String host) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol(node.scheme())
                .host(node.connectHost())
                .port(node.connectPort())
                .encodedPath(path)
                .putHeader("Host", host);
    }

    /** The timeout starts when the call starts: time spent waiting for a thread of ours says nothing about the node. */
    private CompletableFuture<ControlReply> send(Node node, SdkHttpRequest request, Duration timeout) {
        CompletableFuture<Void> started = new CompletableFuture<>();
        try {
            CompletableFuture<ControlReply> reply =
                    route.send(node.target(), request, MAX_BODY_BYTES, () -> started.complete(null));
            started.thenRun(() -> failAfter(timeout, node, reply));
            return reply;
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void failAfter(Duration timeout, Node node, CompletableFuture<ControlReply> reply) {
        Scheduler.Cancellable timer = PatientTimeout.start(
                scheduler,
                ticker,
                () -> reply.completeExceptionally(
                        new TimeoutException("no answer from " + node + " within " + timeout)),
                timeout);
        reply.whenComplete((answer, failure) -> timer.cancel());
    }
}
