package io.alternator.http.benchmarks.faults;

import com.fasterxml.jackson.core.type.TypeReference;
import io.alternator.http.AlternatorConfig;
import io.alternator.http.benchmarks.common.ChildJvm;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Nodes in network namespaces, one process each, as seen from the client's namespace. */
final class NamespaceCluster implements TrialCluster {
    private static final int PORT = 8000;

    private final NetworkNamespaces network;
    private final List<ChildJvm> nodes;

    NamespaceCluster(NetworkNamespaces network) {
        this.network = network;
        this.nodes = IntStream.range(0, network.nodes())
                .mapToObj(index -> ChildJvm.startBy(
                        NetworkNamespaces.inside(network.node(index)),
                        NamespaceCluster.class,
                        Stream.concat(Stream.of(Integer.toString(index)), Stream.of(network.hosts()))
                                .toList()))
                .toList();
        requests(); // returns once the nodes are serving
    }

    /** A node's process, controlled through its standard streams, which the network fault does not affect. Arguments: its index, all hosts. */
    public static void main(String[] args) throws Exception {
        int index = Integer.parseInt(args[0]);
        try (AlternatorTestCluster cluster = AlternatorTestCluster.builder()
                .addresses(PORT, Arrays.copyOfRange(args, 1, args.length))
                .onlyNode(index)
                .start()) {
            ChildJvm.serve(() -> cluster.node(index).requests());
        }
    }

    @Override
    public AlternatorConfig.Builder config() {
        return AlternatorConfig.builder().seeds(network.hosts()[0]).port(PORT);
    }

    @Override
    public List<Long> requests() {
        return nodes.stream()
                .map(node -> node.query(new TypeReference<Long>() {}))
                .toList();
    }

    @Override
    public void injectFault(FaultScript.Timeline timeline, Duration length) throws InterruptedException {
        int faulty = FaultScript.faulty(nodes.size());
        timeline.fault(
                faulty, length, () -> network.setSwitchPort(faulty, "down"), () -> network.setSwitchPort(faulty, "up"));
    }

    @Override
    public void close() {
        nodes.forEach(ChildJvm::close);
    }
}
