package io.alternator.http.benchmarks.faults;

import io.alternator.http.AlternatorConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Nodes in namespaces, a process for each, as seen from the client's namespace. */
final class NetworkStage implements Stage {
    private final NetworkPlan plan;
    private final List<RemoteNode> nodes;

    NetworkStage(NetworkPlan plan) {
        this.plan = plan;
        this.nodes = IntStream.range(0, plan.nodes())
                .mapToObj(index -> RemoteNode.start(plan, index))
                .toList();
        nodes.forEach(RemoteNode::requests); // they answer when they serve
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
    public void play(Timeline timeline, Duration length) throws InterruptedException {
        int faulty = Script.faulty(nodes.size());
        timeline.begins(faulty);
        port(faulty, "down");
        Pause.of(length);
        timeline.ends();
        port(faulty, "up");
    }

    /** The node loses its carrier, the client does not: to the client, packets just vanish. */
    private void port(int node, String state) {
        Ip.run("-n " + plan.bridge() + " link set " + plan.port(node) + " " + state);
    }

    @Override
    public void close() {
        nodes.forEach(RemoteNode::close);
    }
}
