package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.NamedOption;
import io.alternator.http.benchmarks.faults.TrialCluster.Node;
import io.alternator.http.testkit.NodeFault;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that can be injected, and which nodes have them when; {@code help/faults.txt} describes each by its label. */
enum FaultScenario implements NamedOption {
    NONE(null),
    KILLED(NodeFault.KILLED),
    HUNG(NodeFault.HUNG),
    HANGS_MID_BODY(NodeFault.HANGS_MID_BODY),
    _5XX(NodeFault.ANSWERS_500),
    SHEDDING(NodeFault.SHEDDING),
    SLOW(NodeFault.SLOW),
    ALL_500(NodeFault.ANSWERS_500),
    ALL_DEAD(NodeFault.KILLED),
    ROLLING_RESTART(NodeFault.KILLED),
    LINK_DOWN(null),
    ADDRESS_GONE(null);

    private static final long DOWNTIME_MILLIS = 1_000;
    private static final Duration TRAFFIC_TIMEOUT = Duration.ofSeconds(3);

    private final @Nullable NodeFault fault;

    /** The fault is null if it is none that a node of the test cluster can have. */
    FaultScenario(@Nullable NodeFault fault) {
        this.fault = fault;
    }

    /**
     * When the fault was active; times are those of {@link System#nanoTime()}.
     *
     * @param node the index of the node that the table shows
     * @param recovered from when on that node could serve again
     */
    record Timeline(int node, long began, long ended, long recovered) {}

    /** Gives a node of the test cluster its fault, if it has one. */
    void inject(TestNode node) {
        if (fault != null) {
            fault.inject(node);
        }
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
