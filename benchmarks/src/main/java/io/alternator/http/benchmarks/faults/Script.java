package io.alternator.http.benchmarks.faults;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;
import java.util.function.Consumer;

/** How a fault comes and goes in a cluster of this process. Nodes stay listed throughout. */
@FunctionalInterface
interface Script {
    Duration DOWNTIME = Duration.ofSeconds(1);
    Duration PATIENCE = Duration.ofSeconds(3);

    void play(AlternatorTestCluster cluster, Timeline timeline, Duration length) throws InterruptedException;

    /** The node that falls ill: not the seed, unless there is no other. */
    static int faulty(int nodes) {
        return Math.min(1, nodes - 1);
    }

    static Script onOne(Consumer<TestNode> begin, Consumer<TestNode> end) {
        return (cluster, timeline, length) -> {
            int faulty = faulty(cluster.nodes().size());
            timeline.begins(faulty);
            begin.accept(cluster.node(faulty));
            Pause.of(length);
            timeline.ends();
            end.accept(cluster.node(faulty));
        };
    }

    static Script onAll(Consumer<TestNode> begin, Consumer<TestNode> end) {
        return (cluster, timeline, length) -> {
            timeline.begins(faulty(cluster.nodes().size()));
            cluster.nodes().forEach(begin);
            Pause.of(length);
            timeline.ends();
            cluster.nodes().forEach(end);
        };
    }

    /** They start again one by one, and the first is the one to watch: it brings the first success. */
    static Script allDead() {
        return (cluster, timeline, length) -> {
            timeline.begins(0);
            cluster.nodes().forEach(TestNode::stop);
            Pause.of(length);
            timeline.ends();
            for (TestNode node : cluster.nodes()) {
                node.start();
                Pause.of(DOWNTIME);
            }
        };
    }

    /** One after the other, as an operator does it who waits for traffic, but not for ever; the last is the one to watch. */
    static Script rollingRestart() {
        return (cluster, timeline, length) -> {
            timeline.begins(cluster.nodes().size() - 1);
            for (TestNode node : cluster.nodes()) {
                node.stop();
                Pause.of(DOWNTIME);
                long before = node.requests();
                timeline.returns();
                node.start();
                Pause.until(() -> node.requests() > before, PATIENCE);
            }
            timeline.endsLater();
        };
    }
}
