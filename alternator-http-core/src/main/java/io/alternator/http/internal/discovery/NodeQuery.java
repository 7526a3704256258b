package io.alternator.http.internal.discovery;

import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.nodelist.NodeListWarnings;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks one node for the list of a scope. Reports each answer to the listener, and logs problems. One query runs at a time, on the
 * scheduler's thread.
 */
final class NodeQuery {
    private final ClientLog log;
    private final FetchSettings settings;
    private final NodeListSource source;
    private final Ticker ticker;
    private final DiscoveryListener listener;
    private final NodeListWarnings warnings;

    private volatile @Nullable CompletableFuture<NodeListResult> outstanding;

    /** Asks nothing yet. */
    NodeQuery(
            FetchSettings settings,
            NodeListSource source,
            Ticker ticker,
            DiscoveryListener listener,
            NodeListWarnings warnings,
            ClientIdentity client) {
        this.log = client.log(NodeQuery.class);
        this.settings = settings;
        this.source = source;
        this.ticker = ticker;
        this.listener = listener;
        this.warnings = warnings;
    }

    /** Asks the node. The answer is handled by the executor, on the scheduler's thread. */
    void ask(Node node, Executor executor, Consumer<NodeListResult> callback) {
        long start = ticker.nanos();
        CompletableFuture<NodeListResult> reply = source.fetch(node, settings.query(), settings.timeout());
        outstanding = reply;
        reply.exceptionally(NodeListResult.Unreachable::new) // if cancelled
                .thenAccept(result -> executor.execute(() -> {
                    NodeListResult usable = result instanceof NodeListResult.Nodes nodes
                            ? nodes.filtered(settings.addressFilter(), node)
                            : result;
                    listener.asked(node, usable, Duration.ofNanos(ticker.nanos() - start));
                    logAnswer(node, usable);
                    callback.accept(usable);
                }));
    }

    /** Cancels the outstanding request. May be called on any thread. */
    void cancel() {
        CompletableFuture<NodeListResult> call = outstanding;
        if (call != null) {
            call.cancel(true);
        }
    }

    private void logAnswer(Node node, NodeListResult result) {
        log.debug("Asked {} for the nodes of {}: {}", node, settings.scope(), result);
        if (result instanceof NodeListResult.Nodes nodes) {
            warnings.ignoredEntries(node, nodes);
        } else if (result instanceof NodeListResult.Empty) {
            warnings.emptyScope(node, settings.scope());
        } else if (result instanceof NodeListResult.Malformed malformed) {
            warnings.malformed(node, malformed);
        }
    }
}
