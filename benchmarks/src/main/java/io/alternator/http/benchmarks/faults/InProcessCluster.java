package io.alternator.http.benchmarks.faults;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.time.Duration;

/** A test cluster in this process, with the fault of a {@link FaultScript}. */
final class InProcessCluster implements TrialCluster {
    private final AlternatorTestCluster cluster;
    private final FaultScript script;

    InProcessCluster(int nodes, FaultScript script) {
        this.cluster = AlternatorTestCluster.start(nodes);
        this.script = script;
    }

    @Override
    public AlternatorConfig.Builder config() {
        return cluster.config();
    }

    @Override
    public int nodes() {
        return cluster.nodes().size();
    }

    @Override
    public long requests(int node) {
        return cluster.node(node).requests();
    }

    @Override
    public void injectFault(FaultTimeline timeline, Duration length) throws InterruptedException {
        script.run(cluster, timeline, length);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
