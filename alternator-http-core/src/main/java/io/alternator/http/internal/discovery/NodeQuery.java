package io.alternator.http.internal.discovery;

import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.nodelist.NodeListWarnings;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one node for the node list. If the list is empty, the node is asked for the next wider scope. Reports each answer to the
 * listener, and logs problems. One query runs at a time, on the scheduler's thread.
 */
final class NodeQuery {
    private static final Logger log = LoggerFactory.getLogger(NodeQuery.class);

    /** Receives a query's last answer. */
    @FunctionalInterface
    interface Callback {
        /**
         * The node's last answer: {@code Empty} only if the widest scope is empty.
         *
         * @param scopeLevel which of the scope's queries it answers
         */
        void answered(NodeListResult result, int scopeLevel);
    }

    private final FetchSettings settings;
    private final NodeListSource source;
    private final Executor executor;
    private final Ticker ticker;
    private final DiscoveryListener listener;
    private final NodeListWarnings warnings;

    private volatile @Nullable CompletableFuture<NodeListResult> outstanding;

    /**
     * Asks nothing yet.
     *
     * @param executor handles the answers, on the scheduler's thread
     */
    NodeQuery(
            FetchSettings settings,
            NodeListSource source,
            Executor executor,
            Ticker ticker,
            DiscoveryListener listener,
            NodeListWarnings warnings) {
        this.settings = settings;
        this.source = source;
        this.executor = executor;
        this.ticker = ticker;
        this.listener = listener;
        this.warnings = warnings;
    }

    /** Asks the node, for the configured scope first. */
    void ask(Node node, Callback callback) {
        ask(node, 0, callback);
    }

    /** Cancels the outstanding request. May be called on any thread. */
    void cancel() {
        CompletableFuture<NodeListResult> call = outstanding;
        if (call != null) {
            call.cancel(true);
        }
    }

    private void ask(Node node, int scopeLevel, Callback callback) {
        long start = ticker.nanos();
        CompletableFuture<NodeListResult> reply =
                source.fetch(node, settings.scope().queries().get(scopeLevel), settings.timeout());
        outstanding = reply;
        reply.exceptionally(NodeListResult.Unreachable::new) // if cancelled
                .thenAccept(result -> executor.execute(() -> {
                    NodeListResult usable = result instanceof NodeListResult.Nodes nodes
                            ? nodes.filtered(settings.addressFilter(), node)
                            : result;
                    listener.asked(node, usable, Duration.ofNanos(ticker.nanos() - start));
                    answered(node, scopeLevel, usable, callback);
                }));
    }

    private void answered(Node node, int scopeLevel, NodeListResult result, Callback callback) {
        log.debug("Asked {} for the cluster's nodes: {}", node, result);
        if (result instanceof NodeListResult.Nodes nodes) {
            warnings.ignoredEntries(node, nodes);
        } else if (result instanceof NodeListResult.Empty) {
            int wider = scopeLevel + 1;
            if (wider < settings.scope().queries().size()) {
                warnings.widerScopeUsed(node, settings.scope());
                ask(node, wider, callback);
                return;
            }
            warnings.emptyScope(node, settings.scope());
        } else if (result instanceof NodeListResult.Malformed malformed) {
            warnings.malformed(node, malformed);
        }
        callback.answered(result, scopeLevel);
    }
}
