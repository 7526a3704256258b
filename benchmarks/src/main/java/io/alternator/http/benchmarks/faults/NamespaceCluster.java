package io.alternator.http.benchmarks.faults;

import io.alternator.http.AlternatorConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Nodes in network namespaces, one process each, as seen from the client's namespace. */
final class NamespaceCluster implements TrialCluster {
    private final NetworkPlan plan;
    private final List<RemoteNode> nodes;

    NamespaceCluster(NetworkPlan plan) {
        this.plan = plan;
        this.nodes = IntStream.range(0, plan.nodes())
                .mapToObj(index -> RemoteNode.start(plan, index))
                .toList();
        nodes.forEach(RemoteNode::requests); // returns once the node is serving
    }

    @Override
    public AlternatorConfig.Builder config() {
        return AlternatorConfig.builder().seeds(plan.hosts()[0]).port(NetworkPlan.PORT);
    }

    @Override
    public int nodes() {
        return nodes.size();
    }

    @Override
    public long requests(int node) {
        return nodes.get(node).requests();
    }

    @Override
    public void injectFault(FaultTimeline timeline, Duration length) throws InterruptedException {
        int faulty = FaultScript.faulty(nodes.size());
        timeline.faultBegins(faulty);
        setSwitchPort(faulty, "down");
        Pause.of(length);
        timeline.faultEnds();
        setSwitchPort(faulty, "up");
    }

    /** The node loses its carrier but the client does not: to the client, packets are lost silently. */
    private void setSwitchPort(int node, String state) {
        IpCommand.run("-n " + plan.bridge() + " link set " + plan.port(node) + " " + state);
    }

    @Override
    public void close() {
        nodes.forEach(RemoteNode::close);
    }
}
