package io.alternator.http.benchmarks.faults;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.time.Duration;

/** Nodes in this process. */
final class ClusterStage implements Stage {
    private final AlternatorTestCluster cluster;
    private final Script script;

    ClusterStage(int nodes, Script script) {
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
    public void play(Timeline timeline, Duration length) throws InterruptedException {
        script.play(cluster, timeline, length);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
