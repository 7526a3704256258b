package io.alternator.http.internal.control;

import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.Scheduler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Asks one node one question, with a time limit that holds from connect to the last byte. */
public final class ControlClient {
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final Transport transport;
    private final Scheduler scheduler;

    public ControlClient(Transport transport, Scheduler scheduler) {
        this.transport = transport;
        this.scheduler = scheduler;
    }

    /**
     * Sends {@code GET path} to where the node is reached.
     *
     * @param query not encoded
     * @return ends with the answer, or with what went wrong ({@link TimeoutException} after the limit); cancelling it
     *     aborts the call
     */
    public CompletableFuture<ControlReply> get(Node node, String path, Map<String, String> query, Duration limit) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol(node.scheme())
                .host(node.target().uriHost())
                .port(node.target().port())
                .encodedPath(path)
                .putHeader("Host", node.target().toString());
        query.forEach(request::putRawQueryParameter);
        return send(node, request.build(), limit);
    }

    /** The limit runs from the moment the call begins: one that waits for a thread of ours says nothing of the node. */
    private CompletableFuture<ControlReply> send(Node node, SdkHttpRequest request, Duration limit) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        try {
            CompletableFuture<ControlReply> reply = transport.send(request, MAX_BODY_BYTES, () -> begun.complete(null));
            begun.thenRun(() -> limit(node, reply, limit));
            return reply;
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void limit(Node node, CompletableFuture<ControlReply> reply, Duration limit) {
        Scheduler.Cancellable timer = scheduler.schedule(
                () -> reply.completeExceptionally(new TimeoutException("no answer from " + node + " within " + limit)),
                limit);
        reply.whenComplete((answer, failure) -> timer.cancel());
    }
}
