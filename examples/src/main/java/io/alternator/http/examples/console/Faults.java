package io.alternator.http.examples.console;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.NodeFault;
import io.alternator.http.testkit.TestNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Injects faults into the nodes of the embedded cluster, one per node at a time. Thread-safe. */
final class Faults {
    /** What the page calls the state of a healthy node. */
    static final String NONE = "NONE";

    private static final Map<NodeFault, String> LABELS = Map.of(
            NodeFault.KILLED,
            "killed by you: connections reset, port closed, still listed",
            NodeFault.HUNG,
            "hung by you: it accepts requests and does not answer",
            NodeFault.SLOW,
            "slowed by you: it delays each response by " + NodeFault.SLOW_DELAY.toMillis() + " ms");

    private final Optional<AlternatorTestCluster> embedded;
    private final Map<String, String> faults = new ConcurrentHashMap<>();

    Faults(Optional<AlternatorTestCluster> embedded) {
        this.embedded = embedded;
    }

    /** The fault of the node with this address, or {@link #NONE}; empty if the node is not embedded. */
    Optional<String> of(String address) {
        return node(address).map(node -> faults.getOrDefault(address, NONE));
    }

    /**
     * Injects a fault, or {@link #NONE}; it replaces the node's previous one.
     *
     * @return text for the event list
     * @throws IllegalArgumentException if there is no such node or fault
     */
    synchronized String inject(String address, String name) {
        TestNode node = node(address)
                .orElseThrow(() -> new IllegalArgumentException("node: '" + address
                        + "' is not in the embedded cluster; use one of "
                        + embedded.map(cluster -> cluster.nodes().toString()).orElse("none")));
        Optional<NodeFault> fault = LABELS.keySet().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        if (fault.isEmpty() && !name.equals(NONE)) {
            throw new IllegalArgumentException(
                    "fault: '" + name + "' is unknown; use " + NONE + " or one of " + LABELS.keySet());
        }
        if (!fault.equals(Optional.of(NodeFault.KILLED))) {
            NodeFault.lift(node);
        }
        fault.ifPresent(chosen -> chosen.inject(node));
        faults.put(address, name);
        return fault.map(LABELS::get).orElse("restored by you: it runs and answers");
    }

    private Optional<TestNode> node(String address) {
        return embedded.flatMap(cluster -> cluster.nodes().stream()
                .filter(node -> node.address().toString().equals(address))
                .findFirst());
    }
}
