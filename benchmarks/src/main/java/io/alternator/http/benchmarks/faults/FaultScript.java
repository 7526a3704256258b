package io.alternator.http.benchmarks.faults;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;
import java.util.function.Consumer;

/** Injects a fault into an in-process cluster and removes it. Nodes stay listed throughout. */
@FunctionalInterface
interface FaultScript {
    Duration DOWNTIME = Duration.ofSeconds(1);
    Duration TRAFFIC_TIMEOUT = Duration.ofSeconds(3);

    void run(AlternatorTestCluster cluster, FaultTimeline timeline, Duration length) throws InterruptedException;

    /** The index of the faulty node: 1, so that it is not the seed, unless there is only one node. */
    static int faulty(int nodes) {
        return Math.min(1, nodes - 1);
    }

    static FaultScript onOne(Consumer<TestNode> begin, Consumer<TestNode> end) {
        return (cluster, timeline, length) -> {
            int faulty = faulty(cluster.nodes().size());
            timeline.faultBegins(faulty);
            begin.accept(cluster.node(faulty));
            Pause.of(length);
            timeline.faultEnds();
            end.accept(cluster.node(faulty));
        };
    }

    static FaultScript onAll(Consumer<TestNode> begin, Consumer<TestNode> end) {
        return (cluster, timeline, length) -> {
            timeline.faultBegins(faulty(cluster.nodes().size()));
            cluster.nodes().forEach(begin);
            Pause.of(length);
            timeline.faultEnds();
            cluster.nodes().forEach(end);
        };
    }

    /** Stops all nodes and restarts them one by one. The timeline follows the first to restart, which ends the outage. */
    static FaultScript allDead() {
        return (cluster, timeline, length) -> {
            timeline.faultBegins(0);
            cluster.nodes().forEach(TestNode::stop);
            Pause.of(length);
            timeline.faultEnds();
            for (TestNode node : cluster.nodes()) {
                node.start();
                Pause.of(DOWNTIME);
            }
        };
    }

    /**
     * Restarts the nodes one after another. Before the next one it waits for traffic on the restarted node, at most 3 s. The timeline
     * follows the last node.
     */
    static FaultScript rollingRestart() {
        return (cluster, timeline, length) -> {
            timeline.faultBegins(cluster.nodes().size() - 1);
            for (TestNode node : cluster.nodes()) {
                node.stop();
                Pause.of(DOWNTIME);
                long before = node.requests();
                timeline.nodeRecovers();
                node.start();
                Pause.until(() -> node.requests() > before, TRAFFIC_TIMEOUT);
            }
            timeline.faultEndsAfterRecovery();
        };
    }
}
