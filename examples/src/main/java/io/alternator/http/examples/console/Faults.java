package io.alternator.http.examples.console;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Injects faults into the nodes of the embedded cluster, one per node at a time. Thread-safe. */
final class Faults {
    /** Far above the peers' latency, and far below the stall time, after which the node would be probed. */
    static final Duration DELAY = Duration.ofMillis(100);

    private final Optional<AlternatorTestCluster> embedded;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    Faults(Optional<AlternatorTestCluster> embedded) {
        this.embedded = embedded;
    }

    /** The fault of the node with this address; empty if the node is not embedded. */
    Optional<Fault> of(String address) {
        return node(address).map(node -> faults.getOrDefault(address, Fault.NONE));
    }

    /**
     * Injects a fault; it replaces the node's previous one.
     *
     * @throws IllegalArgumentException if there is no such node
     */
    void inject(String address, Fault fault) {
        TestNode node = node(address)
                .orElseThrow(() -> new IllegalArgumentException(
                        "node: '" + address + "' is not in the embedded cluster; use one of " + addresses()));
        lock.lock();
        try {
            if (fault != Fault.KILLED) {
                node.heal();
                node.start();
            }
            switch (fault) {
                case NONE -> {}
                case KILLED -> node.stop();
                case HUNG -> node.hang();
                case SLOW -> node.slow(DELAY);
            }
            faults.put(address, fault);
        } finally {
            lock.unlock();
        }
    }

    private Optional<TestNode> node(String address) {
        return embedded.flatMap(cluster -> cluster.nodes().stream()
                .filter(node -> node.address().toString().equals(address))
                .findFirst());
    }

    private String addresses() {
        return embedded.map(cluster -> cluster.nodes().toString()).orElse("none");
    }
}
