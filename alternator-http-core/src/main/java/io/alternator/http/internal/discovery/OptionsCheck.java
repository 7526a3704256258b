package io.alternator.http.internal.discovery;

import io.alternator.http.RoutingScope;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.nodelist.NodeListWarnings;
import io.alternator.http.internal.time.LogThrottle;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the server honours the options of {@code /localnodes}: ScyllaDB before 2024-10 ignores them, and so lists nodes
 * for a rack that does not exist. Asks again every ten minutes until a server has honoured them. For the scheduler's thread only.
 */
final class OptionsCheck {
    private static final String NO_SUCH_RACK = "alternator-http-no-such-rack";
    private static final Duration REPEAT = Duration.ofMinutes(10);

    private final Optional<RoutingScope> scope;
    private final FetchSettings settings;
    private final NodeListSource source;
    private final Scheduler scheduler;
    private final NodeListWarnings warnings;
    private final LogThrottle pace;
    private boolean honoured;
    private volatile @Nullable CompletableFuture<NodeListResult> outstanding;

    OptionsCheck(
            FetchSettings settings,
            NodeListSource source,
            Scheduler scheduler,
            NodeListWarnings warnings,
            Ticker ticker) {
        this.scope = settings.scope().levels().stream()
                .filter(level -> level.datacenter().isPresent())
                .findFirst();
        this.settings = settings;
        this.source = source;
        this.scheduler = scheduler;
        this.warnings = warnings;
        this.pace = new LogThrottle(REPEAT, ticker);
    }

    /** A round has ended with a list. */
    void roundEnded(List<Node> nodesToAsk) {
        if (honoured || scope.isEmpty() || nodesToAsk.isEmpty() || !pace.tryAcquire()) {
            return;
        }
        Node node = nodesToAsk.get(0);
        RoutingScope noSuchRack = RoutingScope.rack(scope.get().datacenter().orElseThrow(), NO_SUCH_RACK);
        CompletableFuture<NodeListResult> reply =
                source.fetch(node, settings.of(noSuchRack, settings.seeds()).query(), settings.timeout());
        outstanding = reply;
        reply.thenAccept(result -> scheduler.execute(() -> {
            if (result instanceof NodeListResult.Nodes) {
                warnings.optionsIgnored(node, scope.get());
            }
            honoured = result instanceof NodeListResult.Empty;
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
