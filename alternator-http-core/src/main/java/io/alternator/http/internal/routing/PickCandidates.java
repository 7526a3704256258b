package io.alternator.http.internal.routing;

import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.internal.control.Transport;
import java.util.List;
import software.amazon.awssdk.http.SdkHttpRequest;

/** What a policy is asked: who of these, for this request, now? */
record PickCandidates<T extends Transport>(List<ClusterNode<T>> members, SdkHttpRequest request, long now)
        implements LoadBalancingPolicy.Candidates {

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public LoadBalancingPolicy.Candidate get(int index) {
        ClusterNode<T> member = members.get(index);
        return new LoadBalancingPolicy.Candidate(
                member.address(),
                member.state(),
                inFlight(index),
                member.traffic().latencyNanos(),
                member.traffic().oldestOutstandingNanos(),
                member.weight(now));
    }

    @Override
    public int inFlight(int index) {
        ClusterNode<T> member = members.get(index);
        return member.inFlight() + (member.traffic().isBusyInVain(now) ? 1 : 0);
    }

    @Override
    public int approximateInFlight(int index) {
        ClusterNode<T> member = members.get(index);
        return member.ownInFlight() == 0 && !member.traffic().isBusyInVain(now) ? 0 : inFlight(index);
    }

    @Override
    public long latencyNanos(int index) {
        return members.get(index).traffic().latencyNanos();
    }

    @Override
    public double weight(int index) {
        return members.get(index).weight(now);
    }

    @Override
    public String operation() {
        String target = request.firstMatchingHeader("X-Amz-Target").orElse("");
        return target.substring(target.indexOf('.') + 1);
    }
}
