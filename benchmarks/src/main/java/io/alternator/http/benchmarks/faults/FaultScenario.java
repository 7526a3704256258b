package io.alternator.http.benchmarks.faults;

import static io.alternator.http.benchmarks.faults.Script.onAll;
import static io.alternator.http.benchmarks.faults.Script.onOne;

import io.alternator.http.benchmarks.common.Named;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;

/** The faults, as the command line names them. */
enum FaultScenario implements Named {
    NONE("nothing happens: the baseline"),
    KILLED("the node's connections are reset and new ones refused; then it listens again"),
    HUNG("the node accepts and reads, and says nothing, to probes either"),
    HANGS_MID_BODY("the node sends headers and half of the body, then nothing; probes are answered"),
    _5XX("the node answers 500 to every request"),
    SHEDDING("the node answers 400 RequestLimitExceeded to every request"),
    SLOW("the node takes 50 ms for every request"),
    ALL_500("every node answers 500 to every request"),
    ALL_DEAD("every node is killed; they start again 1 s apart, and the row tells of the first"),
    ROLLING_RESTART(
            "each node in turn is down for 1 s, the next when its traffic is back or after 3 s; the fault is the"
                    + " whole roll, whatever --seconds says, and the row tells of the last node"),
    LINK_DOWN("the node's port of a switch goes down without a packet, in network namespaces with a process for each"
            + " node; needs Linux, root and ip");

    private static final Duration SLOWNESS = Duration.ofMillis(50);
    private static final int ERROR = 500;

    private final String description;

    FaultScenario(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    @Override
    public String label() {
        return this == _5XX ? "5xx" : Named.super.label();
    }

    /** One trial's row of the table. */
    Row play(Trial trial) throws InterruptedException {
        return switch (this) {
            case NONE -> here(trial, onOne(node -> {}, node -> {}));
            case KILLED -> here(trial, onOne(TestNode::stop, TestNode::start));
            case HUNG -> here(trial, onOne(TestNode::hang, TestNode::heal));
            case HANGS_MID_BODY -> here(trial, onOne(TestNode::hangMidBody, TestNode::heal));
            case _5XX -> here(trial, onOne(node -> node.fail(ERROR), TestNode::heal));
            case SHEDDING -> here(trial, onOne(TestNode::shed, TestNode::heal));
            case SLOW -> here(trial, onOne(node -> node.slow(SLOWNESS), TestNode::heal));
            case ALL_500 -> here(trial, onAll(node -> node.fail(ERROR), TestNode::heal));
            case ALL_DEAD -> here(trial, Script.allDead());
            case ROLLING_RESTART -> here(trial, Script.rollingRestart());
            case LINK_DOWN -> LinkDown.play(trial);
        };
    }

    private static Row here(Trial trial, Script script) throws InterruptedException {
        return trial.on(new ClusterStage(trial.nodes(), script));
    }
}
