package io.alternator.http.internal.client;

import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.control.DirectClient;
import io.alternator.http.internal.control.UnpooledFallback;
import io.alternator.http.internal.discovery.NodeListSource;
import io.alternator.http.internal.health.Failures;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeListParser;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.transport.ControlReply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks nodes for the cluster's list by {@code GET /localnodes}. */
public final class LocalNodesClient implements NodeListSource {
    private static final int OK = 200;

    private final UnpooledFallback calls;
    private final int port;

    /**
     * A client of one cluster.
     *
     * @param direct set if a call through {@code control} may have to wait for a connection
     * @param port of all listed nodes; the list has none
     */
    public LocalNodesClient(ControlClient control, Optional<DirectClient> direct, Scheduler scheduler, int port) {
        this.calls = new UnpooledFallback(control, direct, Failures::mayHaveWaitedForPool, scheduler);
        this.port = port;
    }

    @Override
    public CompletableFuture<NodeListResult> fetch(Node node, Map<String, String> query, Duration timeout) {
        CompletableFuture<ControlReply> call = calls.get(node, "/localnodes", query, timeout);
        CompletableFuture<NodeListResult> result = call.handle(this::toResult);
        result.whenComplete((done, cancelled) -> call.cancel(true)); // no effect on a call that has ended
        return result;
    }

    private NodeListResult toResult(@Nullable ControlReply reply, @Nullable Throwable failure) {
        if (reply == null) {
            return new NodeListResult.Unreachable(failure == null ? new IllegalStateException("no reply") : failure);
        }
        return reply.status() == OK
                ? NodeListParser.parse(reply.body(), port)
                : new NodeListResult.NotOk(reply.status());
    }
}
