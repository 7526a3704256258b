package io.alternator.http.internal.selection;

import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.NodeCandidate;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.operation.Operations;
import java.util.List;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The nodes that a policy picks from, for one request at one time. */
record PickCandidates(List<ClusterNode> nodes, SdkHttpRequest request, long now)
        implements LoadBalancingPolicy.Candidates {

    @Override
    public int size() {
        return nodes.size();
    }

    @Override
    public NodeCandidate get(int index) {
        ClusterNode node = nodes.get(index);
        return NodeCandidate.builder(node.address())
                .state(node.state())
                .inFlight(inFlight(index))
                .latencyNanos(node.stats().latencyNanos())
                .oldestRequestAgeNanos(node.stats().oldestOutstandingNanos())
                .weight(node.weight(now))
                .build();
    }

    @Override
    public int inFlight(int index) {
        ClusterNode node = nodes.get(index);
        return node.inFlight() + (node.stats().isBusyWithCancelled(now) ? 1 : 0);
    }

    @Override
    public int approximateInFlight(int index) {
        ClusterNode node = nodes.get(index);
        return node.ownInFlight() == 0 && !node.stats().isBusyWithCancelled(now) ? 0 : inFlight(index);
    }

    @Override
    public long latencyNanos(int index) {
        return nodes.get(index).stats().latencyNanos();
    }

    @Override
    public double weight(int index) {
        return nodes.get(index).weight(now);
    }

    @Override
    public String operation() {
        return Operations.name(request);
    }
}
