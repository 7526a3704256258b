package io.alternator.http.examples.console;

import io.alternator.http.examples.Target;
import io.alternator.http.testkit.NodeFault;
import io.alternator.http.testkit.TestNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Injects faults into the nodes of the embedded cluster, one per node at a time. Thread-safe. */
final class Faults {
    /** What the page can do to a node. */
    enum Fault {
        NONE("restored by you: it runs and answers"),
        KILLED("killed by you: connections reset, port closed, still listed"),
        HUNG("hung by you: it accepts requests and does not answer"),
        SLOW("slowed by you: it delays each response by " + NodeFault.SLOW_DELAY.toMillis() + " ms");

        private final String label;

        Fault(String label) {
            this.label = label;
        }
    }

    private final Target target;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();

    Faults(Target target) {
        this.target = target;
    }

    /** The fault of the node with this address; empty if the node is not embedded. */
    Optional<Fault> of(String address) {
        return target.node(address).map(node -> faults.getOrDefault(address, Fault.NONE));
    }

    /**
     * Injects a fault, which replaces the node's previous one.
     *
     * @return text for the event list
     * @throws IllegalArgumentException if there is no such node
     */
    synchronized String inject(String address, Fault fault) {
        TestNode node = target.node(address)
                .orElseThrow(() -> new IllegalArgumentException("node: '" + address
                        + "' is not in the embedded cluster; use one of "
                        + target.embedded()
                                .map(cluster -> cluster.nodes().toString())
                                .orElse("none")));
        if (fault != Fault.KILLED) {
            NodeFault.lift(node);
        }
        if (fault != Fault.NONE) {
            NodeFault.valueOf(fault.name()).inject(node);
        }
        faults.put(address, fault);
        return fault.label;
    }
}
