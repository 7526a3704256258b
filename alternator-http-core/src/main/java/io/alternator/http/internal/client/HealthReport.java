package io.alternator.http.internal.client;

import io.alternator.http.ClientHealth;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The client's state for health endpoints. */
final class HealthReport {
    private HealthReport() {}

    static ClientHealth of(List<Cluster> clusters) {
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
        return new ClientHealth(status(clusters), details);
    }

    private static ClientHealth.Status status(List<Cluster> clusters) {
        if (clusters.isEmpty()) {
            return ClientHealth.Status.UNKNOWN;
        }
        return clusters.stream().anyMatch(Cluster::isPanic) ? ClientHealth.Status.DOWN : ClientHealth.Status.UP;
    }

    private static long count(List<NodeStatus> nodes, NodeState state) {
        return nodes.stream().filter(node -> node.state() == state).count();
    }

    private static Map<String, String> described(List<NodeStatus> nodes) {
        Map<String, String> described = new LinkedHashMap<>();
        for (NodeStatus node : nodes) {
            String why = node.state() == NodeState.UP ? "" : " (" + node.why() + ")";
            described.put(node.address().toString(), node.state() + " since " + node.since() + why);
        }
        return described;
    }
}
