package io.alternator.http.benchmarks.faults;

import static io.alternator.http.benchmarks.faults.FaultScript.ALL_NODES;
import static io.alternator.http.benchmarks.faults.FaultScript.ALL_NODES_BACK_IN_TURN;
import static io.alternator.http.benchmarks.faults.FaultScript.NODES_IN_TURN;
import static io.alternator.http.benchmarks.faults.FaultScript.ONE_NODE;

import io.alternator.http.benchmarks.common.NamedOption;
import io.alternator.http.testkit.NodeFault;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The faults that can be injected; the command line names them by their labels. */
enum FaultScenario implements NamedOption {
    NONE("no fault: the baseline", null, ONE_NODE),
    KILLED("the node resets its connections and refuses new ones, then listens again", NodeFault.KILLED, ONE_NODE),
    HUNG(
            "the node accepts connections and reads requests, but answers nothing, not even probes",
            NodeFault.HUNG,
            ONE_NODE),
    HANGS_MID_BODY(
            "the node sends the headers and half of the body, then stalls; it answers probes",
            NodeFault.HANGS_MID_BODY,
            ONE_NODE),
    _5XX("the node answers 500 to every request", NodeFault.ANSWERS_500, ONE_NODE),
    SHEDDING("the node answers 400 RequestLimitExceeded to every request", NodeFault.SHEDDING, ONE_NODE),
    SLOW("the node takes 50 ms to answer each request", NodeFault.SLOW, ONE_NODE),
    ALL_500("every node answers 500 to every request", NodeFault.ANSWERS_500, ALL_NODES),
    ALL_DEAD(
            "every node is killed; they restart 1 s apart; the row describes the first to restart",
            NodeFault.KILLED,
            ALL_NODES_BACK_IN_TURN),
    ROLLING_RESTART(
            "nodes restart one after another, each down for 1 s; the next goes down once the previous one gets"
                    + " requests again, or after 3 s; the fault lasts for the whole restart, --seconds is ignored, and the"
                    + " row describes the last node",
            NodeFault.KILLED,
            NODES_IN_TURN),
    LINK_DOWN(
            "the node's switch port goes down, so packets are lost without a reset; runs in network namespaces,"
                    + " with one process per node; needs Linux, root and the ip command",
            null,
            ONE_NODE),
    ADDRESS_GONE(
            "the node's host loses the node's address, so packets are lost as well; runs as link-down", null, ONE_NODE);

    private final String description;
    private final @Nullable NodeFault fault;
    private final FaultScript script;

    /**
     * @param description for the help text
     * @param fault null if it is none that a node of the test cluster can have
     */
    FaultScenario(String description, @Nullable NodeFault fault, FaultScript script) {
        this.description = description;
        this.fault = fault;
        this.script = script;
    }

    String description() {
        return description;
    }

    /** What a node of the test cluster gets, if anything. */
    Optional<NodeFault> fault() {
        return Optional.ofNullable(fault);
    }

    FaultScript script() {
        return script;
    }

    /** True for those that need network namespaces. */
    boolean isOfNetwork() {
        return this == LINK_DOWN || this == ADDRESS_GONE;
    }
}
