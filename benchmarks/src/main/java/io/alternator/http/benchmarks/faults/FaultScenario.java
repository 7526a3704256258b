package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.NamedOption;
import io.alternator.http.benchmarks.faults.TrialCluster.Node;
import io.alternator.http.testkit.NodeFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The faults that can be injected, and which nodes have them when; the command line names them by their labels. Nodes stay listed
 * throughout.
 */
enum FaultScenario implements NamedOption {
    NONE("no fault: the baseline", null),
    KILLED("the node resets its connections and refuses new ones, then listens again", NodeFault.KILLED),
    HUNG("the node accepts connections and reads requests, but answers nothing, not even probes", NodeFault.HUNG),
    HANGS_MID_BODY(
            "the node sends the headers and half of the body, then stalls; it answers probes",
            NodeFault.HANGS_MID_BODY),
    _5XX("the node answers 500 to every request", NodeFault.ANSWERS_500),
    SHEDDING("the node answers 400 RequestLimitExceeded to every request", NodeFault.SHEDDING),
    SLOW("the node takes 50 ms to answer each request", NodeFault.SLOW),
    ALL_500("every node answers 500 to every request", NodeFault.ANSWERS_500),
    ALL_DEAD("every node is killed; they restart 1 s apart; the row describes the first to restart", NodeFault.KILLED),
    ROLLING_RESTART(
            "nodes restart one after another, each down for 1 s; the next goes down once the previous one gets"
                    + " requests again, or after 3 s; the fault lasts for the whole restart, --seconds is ignored, and the"
                    + " row describes the last node",
            NodeFault.KILLED),
    LINK_DOWN(
            "the node's switch port goes down, so packets are lost without a reset; runs in network namespaces,"
                    + " with one process per node; needs Linux, root and the ip command",
            null),
    ADDRESS_GONE("the node's host loses the node's address, so packets are lost as well; runs as link-down", null);

    private static final long DOWNTIME_MILLIS = 1_000;
    private static final Duration TRAFFIC_TIMEOUT = Duration.ofSeconds(3);

    private final String description;
    private final @Nullable NodeFault fault;

    /**
     * @param description for the help text
     * @param fault null if it is none that a node of the test cluster can have
     */
    FaultScenario(String description, @Nullable NodeFault fault) {
        this.description = description;
        this.fault = fault;
    }

    /**
     * When the fault was active; times are those of {@link System#nanoTime()}.
     *
     * @param node the index of the node that the table shows
     * @param recovered from when on that node could serve again
     */
    record Timeline(int node, long began, long ended, long recovered) {}

    String description() {
        return description;
    }

    /** What a node of the test cluster gets, if anything. */
    Optional<NodeFault> fault() {
        return Optional.ofNullable(fault);
    }

    /** True for those that need network namespaces. */
    boolean isOfNetwork() {
        return this == LINK_DOWN || this == ADDRESS_GONE;
    }

    /** Injects the fault and removes it after this time, or its own. Returns when all nodes can serve again. */
    Timeline run(List<Node> nodes, Duration length) throws InterruptedException {
        int faulty = Math.min(1, nodes.size() - 1); // not the seed, unless there is no other
        return switch (this) {
            case ALL_500 -> atOnce(faulty, nodes, length, 0);
            case ALL_DEAD -> atOnce(0, nodes, length, DOWNTIME_MILLIS);
            case ROLLING_RESTART -> inTurn(nodes);
            case NONE, KILLED, HUNG, HANGS_MID_BODY, _5XX, SHEDDING, SLOW, LINK_DOWN, ADDRESS_GONE ->
                atOnce(faulty, nodes.subList(faulty, faulty + 1), length, 0);
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
