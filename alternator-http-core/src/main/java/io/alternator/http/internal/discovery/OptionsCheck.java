package io.alternator.http.internal.discovery;

import io.alternator.http.RoutingScope;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.nodelist.NodeListWarnings;
import io.alternator.http.internal.time.Scheduler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds out once whether the server honours the options of {@code /localnodes}: ScyllaDB before 2024-10 ignores them, and so lists
 * nodes for a rack that does not exist. For the scheduler's thread only.
 */
final class OptionsCheck {
    private static final String NO_SUCH_RACK = "alternator-http-no-such-rack";

    private final Optional<RoutingScope> scope;
    private final FetchSettings settings;
    private final NodeListSource source;
    private final Scheduler scheduler;
    private final NodeListWarnings warnings;
    private boolean asked;
    private volatile @Nullable CompletableFuture<NodeListResult> outstanding;

    OptionsCheck(FetchSettings settings, NodeListSource source, Scheduler scheduler, NodeListWarnings warnings) {
        this.scope = settings.scope().levels().stream()
                .filter(level -> level.datacenter().isPresent())
                .findFirst();
        this.settings = settings;
        this.source = source;
        this.scheduler = scheduler;
        this.warnings = warnings;
    }

    /** A list is believed. */
    void listed(List<Node> answeredBy) {
        if (asked || scope.isEmpty() || answeredBy.isEmpty()) {
            return;
        }
        asked = true;
        Node node = answeredBy.get(0);
        String datacenter = scope.get().datacenter().orElseThrow();
        CompletableFuture<NodeListResult> reply =
                source.fetch(node, Map.of("dc", datacenter, "rack", NO_SUCH_RACK), settings.timeout());
        outstanding = reply;
        reply.thenAccept(result -> scheduler.execute(() -> {
            if (result instanceof NodeListResult.Nodes) {
                warnings.optionsIgnored(node, scope.get());
            }
        }));
    }

    /** Cancels the outstanding request. May be called on any thread. */
    void cancel() {
        CompletableFuture<NodeListResult> call = outstanding;
        if (call != null) {
            call.cancel(true);
        }
    }
}
