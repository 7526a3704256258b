package io.alternator.http.internal.routing;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.Outcome;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cluster at one moment. Immutable, so a request that reads it once cannot see half a change.
 *
 * @param members all listed nodes, by address; never empty
 * @param usable those that are up or, when none is, all: a guess is better than a refusal
 * @param addresses under which the members are known, to the cluster or to the network
 */
record ClusterView<T extends Transport>(
        List<ClusterNode<T>> members, List<ClusterNode<T>> usable, Set<NodeAddress> addresses) {

    static <T extends Transport> ClusterView<T> of(List<ClusterNode<T>> members) {
        return new ClusterView<>(
                members,
                usable(members),
                members.stream()
                        .flatMap(member ->
                                Stream.of(member.address(), member.node().target()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The same members, judged anew. */
    ClusterView<T> refreshed() {
        return new ClusterView<>(members, usable(members), addresses);
    }

    private static <T extends Transport> List<ClusterNode<T>> usable(List<ClusterNode<T>> members) {
        List<ClusterNode<T>> up = members.stream().filter(ClusterNode::isUp).toList();
        return up.isEmpty() ? members : up;
    }

    /** True if no member is up, so that all are used. */
    boolean isWithoutHope() {
        return members.stream().noneMatch(ClusterNode::isUp);
    }

    /** True if every member is down because of TLS. */
    boolean isWithoutTrust() {
        return members.stream().allMatch(member -> member.health().now().isDownBy(Outcome.TLS_ERROR));
    }

    /** True if requests may go to the member now. */
    boolean isUsable(ClusterNode<T> member) {
        return member.isUp() || usable.contains(member);
    }
}
