package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.faults.TrialCluster.Node;
import java.time.Duration;
import java.util.List;

/** Which nodes have a fault, and when. Nodes stay listed throughout. */
enum FaultScript {
    ONE_NODE,
    ALL_NODES,
    ALL_NODES_BACK_IN_TURN,
    NODES_IN_TURN;

    private static final long DOWNTIME_MILLIS = 1_000;
    private static final Duration TRAFFIC_TIMEOUT = Duration.ofSeconds(3);

    /**
     * When the fault was active; times are those of {@link System#nanoTime()}.
     *
     * @param node the index of the node that the table shows
     * @param recovered from when on that node could serve again
     */
    record Timeline(int node, long began, long ended, long recovered) {}

    /** Injects the fault and removes it after this time, or its own. Returns when all nodes can serve again. */
    Timeline run(List<Node> nodes, Duration length) throws InterruptedException {
        int faulty = Math.min(1, nodes.size() - 1); // not the seed, unless there is no other
        return switch (this) {
            case ONE_NODE -> atOnce(faulty, nodes.subList(faulty, faulty + 1), length, 0);
            case ALL_NODES -> atOnce(faulty, nodes, length, 0);
            case ALL_NODES_BACK_IN_TURN -> atOnce(0, nodes, length, DOWNTIME_MILLIS);
            case NODES_IN_TURN -> inTurn(nodes);
        };
    }

    private static Timeline atOnce(int shown, List<Node> nodes, Duration length, long millisBetween)
            throws InterruptedException {
        long began = System.nanoTime();
        nodes.forEach(node -> node.inject().run());
        Thread.sleep(length.toMillis());
        long ended = System.nanoTime();
        for (Node node : nodes) {
            node.lift().run();
            Thread.sleep(millisBetween);
        }
        return new Timeline(shown, began, ended, ended);
    }

    /** Before the next node goes down, waits for traffic on the one before, at most 3 s. Shows the last node. */
    private static Timeline inTurn(List<Node> nodes) throws InterruptedException {
        long began = System.nanoTime();
        long recovered = began;
        for (Node node : nodes) {
            node.inject().run();
            Thread.sleep(DOWNTIME_MILLIS);
            long before = node.requests().get();
            recovered = System.nanoTime();
            node.lift().run();
            while (node.requests().get() == before && System.nanoTime() - recovered < TRAFFIC_TIMEOUT.toNanos()) {
                Thread.sleep(10);
            }
        }
        return new Timeline(nodes.size() - 1, began, System.nanoTime(), recovered);
    }
}
