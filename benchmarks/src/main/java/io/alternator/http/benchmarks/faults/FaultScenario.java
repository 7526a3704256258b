package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.NamedOption;
import io.alternator.http.testkit.NodeFault;

/** The faults that can be injected; the command line names them by their labels. */
enum FaultScenario implements NamedOption {
    NONE("no fault: the baseline"),
    KILLED("the node resets its connections and refuses new ones, then listens again"),
    HUNG("the node accepts connections and reads requests, but answers nothing, not even probes"),
    HANGS_MID_BODY("the node sends the headers and half of the body, then stalls; it answers probes"),
    _5XX("the node answers 500 to every request"),
    SHEDDING("the node answers 400 RequestLimitExceeded to every request"),
    SLOW("the node takes 50 ms to answer each request"),
    ALL_500("every node answers 500 to every request"),
    ALL_DEAD("every node is killed; they restart 1 s apart; the row describes the first to restart"),
    ROLLING_RESTART("nodes restart one after another, each down for 1 s; the next goes down once the previous one gets"
            + " requests again, or after 3 s; the fault lasts for the whole restart, --seconds is ignored, and the"
            + " row describes the last node"),
    LINK_DOWN("the node's switch port goes down, so packets are lost without a reset; runs in network namespaces,"
            + " with one process per node; needs Linux, root and the ip command");

    private final String description;

    FaultScenario(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    @Override
    public String label() {
        return this == _5XX ? "5xx" : NamedOption.super.label();
    }

    /** Runs a trial with this fault and returns its row of the table. */
    String run(Trial trial) throws InterruptedException {
        return switch (this) {
            case NONE -> inProcess(trial, FaultScript.none());
            case KILLED -> inProcess(trial, FaultScript.onOne(NodeFault.KILLED));
            case HUNG -> inProcess(trial, FaultScript.onOne(NodeFault.HUNG));
            case HANGS_MID_BODY -> inProcess(trial, FaultScript.onOne(NodeFault.HANGS_MID_BODY));
            case _5XX -> inProcess(trial, FaultScript.onOne(NodeFault.ANSWERS_500));
            case SHEDDING -> inProcess(trial, FaultScript.onOne(NodeFault.SHEDDING));
            case SLOW -> inProcess(trial, FaultScript.onOne(NodeFault.SLOW));
            case ALL_500 -> inProcess(trial, FaultScript.onAll(NodeFault.ANSWERS_500));
            case ALL_DEAD -> inProcess(trial, FaultScript.allDead());
            case ROLLING_RESTART -> inProcess(trial, FaultScript.rollingRestart());
            case LINK_DOWN -> LinkDownTrial.run(trial);
        };
    }

    private static String inProcess(Trial trial, FaultScript script) throws InterruptedException {
        return trial.runOn(TrialCluster.inProcess(trial.nodes(), script));
    }
}
