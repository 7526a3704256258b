package io.alternator.http.internal.nodelist;

import io.alternator.http.NodeAddress;
import io.alternator.http.RoutingScope;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.LogThrottle;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Logs problems with node lists: each at once, and again every ten minutes while it persists. For one thread only. */
public final class NodeListWarnings {
    private static final Duration REPEAT = Duration.ofMinutes(10);
    private static final int MAX_PROBLEMS = 100;

    private final ClientLog log;
    private final Map<String, LogThrottle> throttles = new HashMap<>();
    private final Ticker ticker;
    private boolean sawList;

    public NodeListWarnings(Ticker ticker, ClientIdentity client) {
        this.log = client.log(NodeListWarnings.class);
        this.ticker = ticker;
    }

    public void ignoredEntries(Node node, NodeListResult.Nodes list) {
        sawList = true;
        if (!list.ignoredEntries().isEmpty()) {
            warn(
                    node,
                    "ignored entries of its list: " + list.ignoredEntries() + " (used are the IP addresses of nodes;"
                            + " .nodeFilter(...) replaces this rule); see troubleshooting.md#ignored-entries");
        }
    }

    /** No problem before the first list: the server is not Alternator, and need not have one. */
    public void malformed(Node node, NodeListResult.Malformed list) {
        sawList |= list.isList();
        if (!sawList) {
            return;
        }
        warn(
                node,
                "its answer is " + list.reason() + "; the nodes known so far stay in use"
                        + "; see troubleshooting.md#malformed-list");
    }

    public void emptyScope(Node node, RoutingScope empty) {
        sawList = true;
        warn(
                node,
                "no node is in scope '" + empty
                        + "': either none is alive, or check the names against the cluster's; the nodes known so far, and those"
                        + " of the other scopes, stay in use; see troubleshooting.md#empty-scope");
    }

    public void optionsIgnored(Node node, RoutingScope scope) {
        warn(
                node,
                "the server ignores the options dc and rack, as ScyllaDB did before 2024-10; instead of those of scope '"
                        + scope
                        + "', the nodes of the server's own data center are used; upgrade ScyllaDB, or remove"
                        + " .scope(...); see troubleshooting.md#old-server");
    }

    /** The answers of one fetch contradict each other, or the list in use. */
    public void conflict(Map<Node, Set<NodeAddress>> answers, List<NodeAddress> used) {
        String views = answers.entrySet().stream()
                .map(answer -> answer.getKey() + " lists " + answer.getValue())
                .collect(Collectors.joining(", "));
        warn(
                "conflict",
                "Nodes disagree about the cluster: " + views + "; used are " + used
                        + "; a node may be cut off from the others, or a seed belong to another cluster or"
                        + " data center; use seeds of one data center, or .scope(RoutingScope.datacenter(...)) or"
                        + " cluster(); see troubleshooting.md#lists-disagree");
    }

    private void warn(Node node, String problem) {
        String line = "Asked " + node + " for the cluster's nodes: " + problem;
        warn(problem, line);
    }

    private void warn(String problem, String line) {
        if (throttles.size() > MAX_PROBLEMS) {
            throttles.clear();
        }
        if (throttles
                .computeIfAbsent(problem, added -> new LogThrottle(REPEAT, ticker))
                .tryAcquire()) {
            log.warn(line);
        }
    }
}
