package io.alternator.http.internal.client;

import io.alternator.http.ClientHealth;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The client's state for health endpoints. */
final class HealthReport {
    private HealthReport() {}

    /**
     * The state as it is, without waiting. Whoever reads that no node is UP may send no requests until one is (readiness), and without
     * requests checks are rare, so reading it has the nodes checked.
     */
    static ClientHealth of(List<Cluster> clusters) {
        clusters.stream().filter(Cluster::isPanic).forEach(Cluster::checkSoon);
        List<NodeStatus> nodes =
                clusters.stream().flatMap(cluster -> cluster.nodes().stream()).toList();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("nodesUp", count(nodes, NodeState.UP));
        details.put("nodesDown", count(nodes, NodeState.DOWN));
        clusters.stream()
                .filter(Cluster::isListKnown)
                .flatMap(cluster -> cluster.discoveryAge().stream())
                .max(Duration::compareTo)
                .ifPresent(age -> details.put("discoveryAge", age.toSeconds() + " s"));
        details.put("nodes", described(nodes));
        return ClientHealth.builder().status(status(clusters)).details(details).build();
    }

    private static ClientHealth.Status status(List<Cluster> clusters) {
        if (clusters.stream().anyMatch(Cluster::isPanic)) {
            return ClientHealth.Status.DOWN;
        }
        return clusters.stream().anyMatch(HealthReport::hasAnswered)
                ? ClientHealth.Status.UP
                : ClientHealth.Status.UNKNOWN;
    }

    /** False while nothing speaks for or against the seeds. */
    private static boolean hasAnswered(Cluster cluster) {
        return cluster.isListKnown()
                || cluster.nodes().stream().anyMatch(node -> !node.latency().isZero());
    }

    private static long count(List<NodeStatus> nodes, NodeState state) {
        return nodes.stream().filter(node -> node.state() == state).count();
    }

    private static Map<String, String> described(List<NodeStatus> nodes) {
        Map<String, String> described = new LinkedHashMap<>();
        for (NodeStatus node : nodes) {
            described.put(node.address().toString(), node.state() + " since " + node.since() + remark(node));
        }
        return described;
    }

    private static String remark(NodeStatus node) {
        if (node.state() != NodeState.UP) {
            return " (" + node.reason() + ")";
        }
        return node.weight() < 1 ? String.format(Locale.ROOT, " (weight %.2f)", node.weight()) : "";
    }
}
