package io.alternator.http.internal.selection;

import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.internal.balancing.InFlightLimit;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.cluster.ClusterView;
import io.alternator.http.internal.node.Node;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Asks the policy for a node and acquires it. Weights and limits are applied here, so that no policy has to know them: a node
 * whose weight is below 1 is passed over with that probability, a full node always, and the policy is asked again.
 */
public final class NodeSelector {
    private static final int MAX_PICKS = 8;
    private static final int COMPARED = 8;

    private final LoadBalancingPolicy.Picker picker;
    private final Supplier<ClusterView> view;
    private final InFlightLimit limit;
    private final RandomGenerator random;
    private final SelectionListener listener;

    /** Picks from the view at the time of each request. */
    public NodeSelector(
            LoadBalancingPolicy.Picker picker,
            Supplier<ClusterView> view,
            InFlightLimit limit,
            RandomGenerator random,
            SelectionListener listener) {
        this.picker = picker;
        this.view = view;
        this.limit = limit;
        this.random = random;
        this.listener = listener;
    }

    ClusterView view() {
        return view.get();
    }

    /** True if a usable node is UP and not among these. */
    boolean isAnotherUp(List<Node> nodes) {
        return view.get().usable().stream().anyMatch(node -> node.isUp() && !nodes.contains(node.node()));
    }

    /** Picks from all usable nodes, with weights and limits. */
    ClusterNode acquire(SdkHttpRequest request, long now) {
        while (true) {
            ClusterNode node = pickWeighted(view.get().usable(), request, now);
            if (node.acquire()) {
                return node;
            }
        }
    }

    /** Picks from the usable nodes that pass, with weights and limits; null if none passes. */
    @Nullable
    ClusterNode acquire(Predicate<ClusterNode> allowed, SdkHttpRequest request, long now) {
        while (true) {
            List<ClusterNode> left = view.get().usable(allowed);
            if (left.isEmpty()) {
                return null;
            }
            ClusterNode node = pickWeighted(left, request, now);
            if (node.acquire()) {
                return node;
            }
        }
    }

    /** Picks from the usable nodes that pass, by the policy alone; null if none passes. */
    @Nullable
    ClusterNode acquireUnweighted(Predicate<ClusterNode> allowed, SdkHttpRequest request, long now) {
        while (true) {
            List<ClusterNode> left = view.get().usable(allowed);
            if (left.isEmpty()) {
                return null;
            }
            ClusterNode node = left.get(pick(new PickCandidates(left, request, now)));
            if (node.acquire()) {
                return node;
            }
        }
    }

    private ClusterNode pickWeighted(List<ClusterNode> nodes, SdkHttpRequest request, long now) {
        PickCandidates candidates = new PickCandidates(nodes, request, now);
        int index = pick(candidates);
        for (int picks = 1; !isAccepted(candidates, index); picks++) {
            if (picks == MAX_PICKS || nodes.size() == 1) {
                return leastLoaded(candidates, index);
            }
            index = pick(candidates);
        }
        return nodes.get(index);
    }

    private boolean isAccepted(PickCandidates candidates, int index) {
        double weight = candidates.weight(index);
        if (weight < 1 && random.nextDouble() >= weight) {
            listener.skipped(SelectionListener.SkipReason.WEIGHT);
            return false;
        }
        if (limit.isFull(candidates.approximateInFlight(index), index, candidates::inFlight, candidates.size())) {
            listener.skipped(SelectionListener.SkipReason.FULL);
            return false;
        }
        return true;
    }

    private static ClusterNode leastLoaded(PickCandidates candidates, int first) {
        int least = first;
        for (int i = 1; i < Math.min(COMPARED, candidates.size()); i++) {
            int index = (first + i) % candidates.size();
            if (load(candidates, index) < load(candidates, least)) {
                least = index;
            }
        }
        return candidates.nodes().get(least);
    }

    private static double load(PickCandidates candidates, int index) {
        return (candidates.inFlight(index) + 1) / candidates.weight(index);
    }

    private int pick(PickCandidates candidates) {
        int index = picker.pick(candidates);
        if (index < 0 || index >= candidates.size()) {
            throw new IllegalStateException("policy: picked index " + index + " of " + candidates.size()
                    + " candidates; it must return 0 to size - 1");
        }
        return index;
    }
}
