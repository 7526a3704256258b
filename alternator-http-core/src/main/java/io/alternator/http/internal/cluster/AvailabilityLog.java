package io.alternator.http.internal.cluster;

import io.alternator.http.RoutingScope;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeAssignment;
import io.alternator.http.internal.time.LogThrottle;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Warns when no node is left: at most once a minute, and with the likely cause if it is the configuration. */
final class AvailabilityLog {
    private static final Duration PANIC_INTERVAL = Duration.ofMinutes(1);

    private static final Duration UNREACHABLE_INTERVAL = Duration.ofMinutes(10);

    private final ClientLog log;
    private final NodeAssignment assignment;
    private final LogThrottle panic;
    private final LogThrottle unreachable;

    AvailabilityLog(NodeAssignment assignment, Ticker ticker, ClientIdentity client) {
        this.log = client.log(AvailabilityLog.class);
        this.assignment = assignment;
        this.panic = new LogThrottle(PANIC_INTERVAL, ticker);
        this.unreachable = new LogThrottle(UNREACHABLE_INTERVAL, ticker);
    }

    /** Another scope is in use. Rare by itself: the return to a preferred scope waits until its nodes have been UP for a while. */
    void scopeChanged(RoutingScope from, RoutingScope to, int level) {
        if (level == 0) {
            log.info("Requests return to the nodes of scope '{}'", to);
        } else {
            log.warn(
                    "No node of scope '{}' is UP; requests go to the nodes of scope '{}'"
                            + "; see troubleshooting.md#scope-down",
                    from,
                    to);
        }
    }

    /** A node went DOWN, and the view contains that. */
    void nodeDown(ClusterView view, String reason) {
        if (view.allFailedTls()) {
            log.warn(
                    "The TLS handshake failed with every node ({}). This is a matter of configuration: check that the wrapped"
                            + " HTTP client trusts the nodes' certificates, and that these name the addresses {}"
                            + "; see troubleshooting.md#tls-with-every-node",
                    reason,
                    view.byAddress().keySet());
        }
        if (!view.standIns().isEmpty() && !view.isPanic() && view.isEveryListedDown() && unreachable.tryAcquire()) {
            log.warn(
                    "None of the listed nodes {} can be reached ({}); requests keep going to {}. If the nodes have other"
                            + " addresses here (NAT, Docker), set .addressTranslator(...), or rpc_address on the servers"
                            + "; see troubleshooting.md#unreachable-nodes",
                    view.listed(),
                    reason,
                    view.standIns());
        }
        if (view.isPanic() && panic.tryAcquire()) {
            noNodeUp(view, reason);
        }
    }

    private void noNodeUp(ClusterView view, String reason) {
        List<Node> otherSeeds = assignment.seeds().stream()
                .filter(seed -> view.find(seed).isEmpty())
                .toList();
        if (otherSeeds.isEmpty()) {
            log.warn(
                    "No node is UP: all {} are used and checked; last failure: {}; see troubleshooting.md#no-node-up",
                    view.nodes().size(),
                    reason);
        } else {
            log.warn(
                    "No node of {} is UP: its nodes ({}) are used and checked, and the seeds {} serve if they answer; last"
                            + " failure: {}; see troubleshooting.md#no-node-up",
                    scopes(),
                    view.nodes().size(),
                    otherSeeds,
                    reason);
        }
    }

    /** As {@link RoutingScope#toString} shows a chain. */
    private String scopes() {
        return assignment.scopes().stream().map(RoutingScope::toString).collect(Collectors.joining(", else "));
    }
}
