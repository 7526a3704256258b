package io.alternator.http.benchmarks.faults;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;
import java.util.List;

/** The nodes of a trial and the fault that is injected into them. */
interface TrialCluster extends AutoCloseable {

    /** A configuration builder that points to the nodes. */
    AlternatorConfig.Builder config();

    /** The number of DynamoDB requests that each node has read so far, answered or not. */
    List<Long> requests();

    /** Injects the fault, keeps it for this time (unless it sets its own), and removes it. Records its times in the timeline. */
    void injectFault(FaultScript.Timeline timeline, Duration length) throws InterruptedException;

    @Override
    void close();

    /** A test cluster in this process. */
    static TrialCluster inProcess(int nodes, FaultScript script) {
        AlternatorTestCluster cluster = AlternatorTestCluster.start(nodes);
        return new TrialCluster() {
            @Override
            public AlternatorConfig.Builder config() {
                return cluster.config();
            }

            @Override
            public List<Long> requests() {
                return cluster.nodes().stream().map(TestNode::requests).toList();
            }

            @Override
            public void injectFault(FaultScript.Timeline timeline, Duration length) throws InterruptedException {
                script.run(cluster, timeline, length);
            }

            @Override
            public void close() {
                cluster.close();
            }
        };
    }
}
