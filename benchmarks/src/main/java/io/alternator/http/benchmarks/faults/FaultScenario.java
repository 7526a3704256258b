package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.NamedOption;
import io.alternator.http.testkit.NodeFault;
import java.util.Optional;

/** The faults that can be injected; the command line names them by their labels. */
enum FaultScenario implements NamedOption {
    NONE("no fault: the baseline"),
    KILLED("the node resets its connections and refuses new ones, then listens again", NodeFault.KILLED),
    HUNG("the node accepts connections and reads requests, but answers nothing, not even probes", NodeFault.HUNG),
    HANGS_MID_BODY(
            "the node sends the headers and half of the body, then stalls; it answers probes",
            NodeFault.HANGS_MID_BODY),
    _5XX("the node answers 500 to every request", NodeFault.ANSWERS_500),
    SHEDDING("the node answers 400 RequestLimitExceeded to every request", NodeFault.SHEDDING),
    SLOW("the node takes 50 ms to answer each request", NodeFault.SLOW),
    ALL_500("every node answers 500 to every request", NodeFault.ANSWERS_500, FaultScript.ALL_NODES),
    ALL_DEAD(
            "every node is killed; they restart 1 s apart; the row describes the first to restart",
            NodeFault.KILLED,
            FaultScript.ALL_NODES_BACK_IN_TURN),
    ROLLING_RESTART(
            "nodes restart one after another, each down for 1 s; the next goes down once the previous one gets"
                    + " requests again, or after 3 s; the fault lasts for the whole restart, --seconds is ignored, and the"
                    + " row describes the last node",
            NodeFault.KILLED,
            FaultScript.NODES_IN_TURN),
    LINK_DOWN("the node's switch port goes down, so packets are lost without a reset; runs in network namespaces,"
            + " with one process per node; needs Linux, root and the ip command"),
    ADDRESS_GONE("the node's host loses the node's address, so packets are lost as well; runs as link-down");

    private final String description;
    private final Optional<NodeFault> fault;
    private final FaultScript script;

    /** None that a node of the test cluster can have. */
    FaultScenario(String description) {
        this(description, Optional.empty(), FaultScript.ONE_NODE);
    }

    FaultScenario(String description, NodeFault fault) {
        this(description, fault, FaultScript.ONE_NODE);
    }

    FaultScenario(String description, NodeFault fault, FaultScript script) {
        this(description, Optional.of(fault), script);
    }

    FaultScenario(String description, Optional<NodeFault> fault, FaultScript script) {
        this.description = description;
        this.fault = fault;
        this.script = script;
    }

    String description() {
        return description;
    }

    @Override
    public String label() {
        return this == _5XX ? "5xx" : NamedOption.super.label();
    }

    /** What a node of the test cluster gets, if anything. */
    Optional<NodeFault> fault() {
        return fault;
    }

    FaultScript script() {
        return script;
    }

    /** True for those that need network namespaces. */
    boolean isOfNetwork() {
        return this == LINK_DOWN || this == ADDRESS_GONE;
    }
}
