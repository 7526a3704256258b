package io.alternator.http.benchmarks.faults;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.NodeFault;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;
import java.util.List;

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

        /** Has a fault for this time, and records that. From its end on the node can serve again. */
        void fault(int faulty, Duration length, Runnable inject, Runnable lift) throws InterruptedException {
            faultBegins(faulty);
            inject.run();
            Thread.sleep(length.toMillis());
            recovered = System.nanoTime();
            ended = recovered;
            lift.run();
        }
    }

    /** The index of the faulty node: 1, so that it is not the seed, unless there is only one node. */
    static int faulty(int nodes) {
        return Math.min(1, nodes - 1);
    }

    static FaultScript none() {
        return (cluster, timeline, length) ->
                timeline.fault(faulty(cluster.nodes().size()), length, () -> {}, () -> {});
    }

    static FaultScript onOne(NodeFault fault) {
        return (cluster, timeline, length) -> {
            int faulty = faulty(cluster.nodes().size());
            TestNode node = cluster.node(faulty);
            timeline.fault(faulty, length, () -> fault.inject(node), () -> NodeFault.lift(node));
        };
    }

    static FaultScript onAll(NodeFault fault) {
        return (cluster, timeline, length) -> {
            List<TestNode> nodes = cluster.nodes();
            timeline.fault(
                    faulty(nodes.size()),
                    length,
                    () -> nodes.forEach(fault::inject),
                    () -> nodes.forEach(NodeFault::lift));
        };
    }

    /** Stops all nodes and restarts them one by one. The timeline follows the first to restart, which ends the outage. */
    static FaultScript allDead() {
        return (cluster, timeline, length) -> {
            timeline.fault(0, length, () -> cluster.nodes().forEach(NodeFault.KILLED::inject), () -> {});
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
