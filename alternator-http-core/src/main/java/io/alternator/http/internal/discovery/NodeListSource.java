package io.alternator.http.internal.discovery;

import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeListResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Port: asks one node for the cluster's nodes. Discovery does not know how. */
@FunctionalInterface
public interface NodeListSource {

    /**
     * Asks without blocking the caller.
     *
     * @param query options of {@code /localnodes}, not encoded
     * @param timeout for the whole exchange, from connecting to the last byte
     * @return never fails: any failure is a {@link NodeListResult.Unreachable}. Cancelling it aborts the exchange.
     */
    CompletableFuture<NodeListResult> fetch(Node node, Map<String, String> query, Duration timeout);
}
