package io.alternator.http.internal.client;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.cluster.ClusterListener;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.cluster.NodeRegistry;
import io.alternator.http.internal.discovery.DiscoveryListener;
import io.alternator.http.internal.health.Failures;
import io.alternator.http.internal.health.NodeHealth;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.rewrite.RouteGuard;
import io.alternator.http.internal.selection.Router;
import io.alternator.http.internal.time.Ticker;
import io.alternator.http.internal.transport.PoolWarning;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Hands what discovery finds to the rooms that use it: lists to the registry and the router, failures to health. */
final class Topology implements DiscoveryListener {
    private final NodeRegistry registry;
    private final Router router;
    private final WarmStart warmStart;
    private final RouteGuard guard;
    private final PoolWarning poolWarning;
    private final Ticker ticker;
    private final ClusterListener listener;

    Topology(
            NodeRegistry registry,
            Router router,
            WarmStart warmStart,
            RouteGuard guard,
            PoolWarning poolWarning,
            Ticker ticker,
            ClusterListener listener) {
        this.registry = registry;
        this.router = router;
        this.warmStart = warmStart;
        this.guard = guard;
        this.poolWarning = poolWarning;
        this.ticker = ticker;
        this.listener = listener;
    }

    @Override
    public void listed(List<NodeAddress> nodes, Collection<Node> answeredBy, int scope) {
        registry.adopt(nodes, scope, answeredBy);
        guard.listed(registry.view().listed().stream().map(ClusterNode::node).toList());
        router.updateShares(ticker.nanos()); // otherwise each request computes them, until the monitor's next run
        router.endUnusableLeases(ticker.nanos());
        poolWarning.check(registry.view().listed().size());
        warmStart.listKnown(registry.view().listed());
    }

    @Override
    public void listsDisagree() {
        listener.listsDisagree();
    }

    @Override
    public void asked(Node node, NodeListResult result, Duration elapsed) {
        Optional<ClusterNode> known = registry.view().find(node);
        listener.listFetched(result, known.isEmpty() || !registry.view().listKnown(), elapsed);
        known.ifPresent(asked -> asked.asked(failure(result)));
        known.ifPresent(asked -> answered(asked.health(), result));
    }

    private static void answered(NodeHealth node, NodeListResult result) {
        if (result.isNoList()) {
            node.doubted();
        }
        if (result.isNoList() || isError(result)) {
            node.refusals().refused();
        } else if (!(result instanceof NodeListResult.Unreachable)) {
            node.refusals().questionAnswered();
        }
    }

    private static boolean isError(NodeListResult result) {
        return result instanceof NodeListResult.NotOk notOk
                && Outcome.ofStatus(notOk.status()) != Outcome.GATEWAY_ERROR;
    }

    private static Optional<Outcome> failure(NodeListResult result) {
        return result instanceof NodeListResult.Unreachable unreachable
                ? Optional.of(Failures.classify(unreachable.cause()))
                : Optional.empty();
    }
}
