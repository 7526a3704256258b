package io.alternator.http.internal.discovery;

import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.node.Scope;
import io.alternator.http.internal.time.LogThrottle;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs problems with node lists: a new problem at once, one that persists every ten minutes. For one thread only. */
final class NodeListWarnings {
    private static final Logger log = LoggerFactory.getLogger(NodeListWarnings.class);
    private static final Duration REPEAT = Duration.ofMinutes(10);

    private final LogThrottle repeats;
    private String lastProblem = "";

    NodeListWarnings(Ticker ticker) {
        this.repeats = new LogThrottle(REPEAT, ticker);
    }

    void ignoredEntries(Node node, NodeListResult.Nodes list) {
        if (!list.ignoredEntries().isEmpty()) {
            warn(node, "ignored entries of its list: " + list.ignoredEntries());
        }
    }

    void malformed(Node node, NodeListResult.Malformed list) {
        warn(node, "its answer is " + list.reason() + "; the nodes known so far stay in use");
    }

    void widerScopeUsed(Node node, Scope empty) {
        warn(node, "no node is in " + empty + "; nodes of a wider scope are used instead");
    }

    void emptyScope(Node node, Scope empty) {
        warn(node, "no node is in " + empty + "; check the names; the nodes known so far stay in use");
    }

    private void warn(Node node, String problem) {
        boolean repeatDue = repeats.tryAcquire();
        if (repeatDue || !problem.equals(lastProblem)) {
            lastProblem = problem;
            log.warn("Asked {} for the cluster's nodes: {}", node, problem);
        }
    }
}
