package io.alternator.http.examples.console;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Does to embedded nodes what the page asks for, one thing at a time. A real cluster has none. Thread-safe. */
final class Faults {
    /** Well above its peers, and well below the stall time that would have it probed. */
    static final Duration DELAY = Duration.ofMillis(100);

    private final Optional<AlternatorTestCluster> embedded;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    Faults(Optional<AlternatorTestCluster> embedded) {
        this.embedded = embedded;
    }

    /** What was done to the node with this address; empty if it is not ours. */
    Optional<Fault> of(String address) {
        return node(address).map(node -> faults.getOrDefault(address, Fault.NONE));
    }

    /**
     * Does it, in place of what was done before.
     *
     * @throws IllegalArgumentException if there is no such node
     */
    void inject(String address, Fault fault) {
        TestNode node = node(address)
                .orElseThrow(() -> new IllegalArgumentException(
                        "node: '" + address + "' is none of the embedded cluster's; use one of " + addresses()));
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
