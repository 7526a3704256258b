package io.alternator.http.benchmarks.faults;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.time.Duration;

/** The nodes of a trial and the fault that is injected into them. */
interface TrialCluster extends AutoCloseable {

    /** A configuration builder that points to the nodes. */
    AlternatorConfig.Builder config();

    int nodes();

    /** The number of DynamoDB requests that a node has read so far, answered or not. */
    long requests(int node);

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
            public int nodes() {
                return nodes;
            }

            @Override
            public long requests(int node) {
                return cluster.node(node).requests();
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
