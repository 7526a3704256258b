package io.alternator.http.benchmarks.faults;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.NodeFault;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;

/** Injects a fault into an in-process cluster and removes it. Nodes stay listed throughout. */
@FunctionalInterface
interface FaultScript {
    long DOWNTIME_MILLIS = 1_000;
    Duration TRAFFIC_TIMEOUT = Duration.ofSeconds(3);

    void run(AlternatorTestCluster cluster, Timeline timeline, Duration length) throws InterruptedException;

    /** When and on which node the fault was active. Confined to the thread that runs the trial. */
    final class Timeline {
        int node;
        long began;
        long ended;
        long recovered;

        /** Records the start of the fault. The table shows the share of this node. */
        void faultBegins(int faulty) {
            node = faulty;
            began = System.nanoTime();
        }

        /** Records the end of the fault, from which on the node can serve again. */
        void faultEnds() {
            recovered = System.nanoTime();
            ended = recovered;
        }
    }

    /** The index of the faulty node: 1, so that it is not the seed, unless there is only one node. */
    static int faulty(int nodes) {
        return Math.min(1, nodes - 1);
    }

    static FaultScript onOne(NodeFault fault) {
        return (cluster, timeline, length) -> {
            int faulty = faulty(cluster.nodes().size());
            timeline.faultBegins(faulty);
            fault.inject(cluster.node(faulty));
            Thread.sleep(length.toMillis());
            timeline.faultEnds();
            NodeFault.lift(cluster.node(faulty));
        };
    }

    static FaultScript onAll(NodeFault fault) {
        return (cluster, timeline, length) -> {
            timeline.faultBegins(faulty(cluster.nodes().size()));
            cluster.nodes().forEach(fault::inject);
            Thread.sleep(length.toMillis());
            timeline.faultEnds();
            cluster.nodes().forEach(NodeFault::lift);
        };
    }

    /** Stops all nodes and restarts them one by one. The timeline follows the first to restart, which ends the outage. */
    static FaultScript allDead() {
        return (cluster, timeline, length) -> {
            timeline.faultBegins(0);
            cluster.nodes().forEach(NodeFault.KILLED::inject);
            Thread.sleep(length.toMillis());
            timeline.faultEnds();
            for (TestNode node : cluster.nodes()) {
                NodeFault.lift(node);
                Thread.sleep(DOWNTIME_MILLIS);
            }
        };
    }

    /** Before the next node is restarted, waits for traffic on the one before, at most 3 s. The timeline follows the last node. */
    static FaultScript rollingRestart() {
        return (cluster, timeline, length) -> {
            timeline.faultBegins(cluster.nodes().size() - 1);
            for (TestNode node : cluster.nodes()) {
                NodeFault.KILLED.inject(node);
                Thread.sleep(DOWNTIME_MILLIS);
                long before = node.requests();
                timeline.recovered = System.nanoTime();
                NodeFault.lift(node);
                long start = System.nanoTime();
                while (node.requests() == before && System.nanoTime() - start < TRAFFIC_TIMEOUT.toNanos()) {
                    Thread.sleep(10);
                }
            }
            timeline.ended = System.nanoTime();
        };
    }
}
