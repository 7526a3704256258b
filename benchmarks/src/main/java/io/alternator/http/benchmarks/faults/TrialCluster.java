package io.alternator.http.benchmarks.faults;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.support.ChildJvm;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.NodeFault;
import io.alternator.http.testkit.TestNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The nodes of a trial.
 *
 * @param config points to them
 */
record TrialCluster(AlternatorConfig.Builder config, List<Node> nodes, Runnable closing) implements AutoCloseable {
    private static final int PORT = 8000;

    /**
     * A node and its fault.
     *
     * @param requests DynamoDB requests that it has read so far, answered or not
     */
    record Node(Supplier<Long> requests, Runnable inject, Runnable lift) {}

    /** In this process. */
    static TrialCluster inProcess(int nodes, FaultScenario fault) {
        AlternatorTestCluster cluster = AlternatorTestCluster.start(nodes);
        return new TrialCluster(
                cluster.config(),
                cluster.nodes().stream()
                        .map(node -> new Node(node::requests, () -> fault.inject(node), () -> NodeFault.lift(node)))
                        .toList(),
                cluster::close);
    }

    /**
     * In network namespaces, one process each, as seen from the client's namespace. A fault of the network does not affect the
     * processes' standard streams, by which they are asked for their requests.
     */
    static TrialCluster in(NetworkNamespaces network, FaultScenario fault) {
        List<String> hosts = network.hosts();
        List<ChildJvm<Long>> processes = IntStream.range(0, network.nodes())
                .mapToObj(index ->
                        ChildJvm.startBy(network.launcher(NetworkNamespaces.node(index)), () -> serve(index, hosts)))
                .toList();
        TrialCluster cluster = new TrialCluster(
                AlternatorConfig.builder().seeds(hosts.get(0)).port(PORT),
                IntStream.range(0, network.nodes())
                        .mapToObj(index -> new Node(
                                processes.get(index)::query,
                                () -> network.change(fault, index, true),
                                () -> network.change(fault, index, false)))
                        .toList(),
                () -> processes.forEach(ChildJvm::close));
        cluster.snapshot(); // returns once the nodes are serving
        return cluster;
    }

    private static Callable<Long> serve(int index, List<String> hosts) {
        TestNode node = AlternatorTestCluster.builder()
                .addresses(PORT, hosts.toArray(String[]::new))
                .onlyNode(index)
                .start()
                .node(index);
        return node::requests;
    }

    /** The requests of each node now. */
    Arrivals.Snapshot snapshot() {
        long now = System.nanoTime();
        return new Arrivals.Snapshot(
                now, nodes.stream().map(node -> node.requests.get()).toList());
    }

    @Override
    public void close() {
        closing.run();
    }
}
