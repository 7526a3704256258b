package io.alternator.http.internal.routing;

import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.internal.balancing.InFlightLimit;
import io.alternator.http.internal.control.Transport;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Lets the policy pick, and takes what it picked for one request. What the policy need not know of is seen to here: a node
 * that is full or has not its full weight is passed over, always or now and then, and the policy asked again.
 */
final class NodeSelector<T extends Transport> {
    private static final int QUESTIONS_TO_THE_POLICY = 8;
    private static final int COMPARED = 8;

    private final LoadBalancingPolicy.Picker picker;
    private final Supplier<ClusterView<T>> view;
    private final InFlightLimit fullness;
    private final RandomGenerator random;
    private final ClusterListener listener;

    NodeSelector(
            LoadBalancingPolicy.Picker picker,
            Supplier<ClusterView<T>> view,
            InFlightLimit fullness,
            RandomGenerator random,
            ClusterListener listener) {
        this.picker = picker;
        this.view = view;
        this.fullness = fullness;
        this.random = random;
        this.listener = listener;
    }

    ClusterView<T> view() {
        return view.get();
    }

    /** A choice among all usable members, by load and weight too. */
    ClusterNode<T> any(SdkHttpRequest request, long now) {
        while (true) {
            ClusterNode<T> member = weighed(view.get().usable(), request, now);
            if (member.acquire()) {
                return member;
            }
        }
    }

    /** A choice among the usable members that pass, by load and weight too; null if none passes. */
    @Nullable
    ClusterNode<T> any(Predicate<ClusterNode<T>> allowed, SdkHttpRequest request, long now) {
        while (true) {
            List<ClusterNode<T>> left = left(allowed);
            if (left.isEmpty()) {
                return null;
            }
            ClusterNode<T> member = weighed(left, request, now);
            if (member.acquire()) {
                return member;
            }
        }
    }

    /** The policy's choice among the usable members that pass, and nobody else's; null if none passes. */
    @Nullable
    ClusterNode<T> among(Predicate<ClusterNode<T>> allowed, SdkHttpRequest request, long now) {
        while (true) {
            List<ClusterNode<T>> left = left(allowed);
            if (left.isEmpty()) {
                return null;
            }
            ClusterNode<T> member = left.get(index(new PickCandidates<>(left, request, now)));
            if (member.acquire()) {
                return member;
            }
        }
    }

    private List<ClusterNode<T>> left(Predicate<ClusterNode<T>> allowed) {
        return view.get().usable().stream().filter(allowed).toList();
    }

    private ClusterNode<T> weighed(List<ClusterNode<T>> members, SdkHttpRequest request, long now) {
        PickCandidates<T> question = new PickCandidates<>(members, request, now);
        int index = index(question);
        for (int i = 1; !isWelcome(question, index); i++) {
            if (i == QUESTIONS_TO_THE_POLICY || members.size() == 1) {
                return leastLoaded(question, index);
            }
            index = index(question);
        }
        return members.get(index);
    }

    private boolean isWelcome(PickCandidates<T> question, int index) {
        double weight = question.weight(index);
        if (weight < 1 && random.nextDouble() >= weight) {
            listener.skipped(ClusterListener.Skip.WEIGHT);
            return false;
        }
        if (fullness.isFull(question.approximateInFlight(index), index, question::inFlight, question.size())) {
            listener.skipped(ClusterListener.Skip.FULL);
            return false;
        }
        return true;
    }

    private ClusterNode<T> leastLoaded(PickCandidates<T> question, int first) {
        int least = first;
        for (int i = 1; i < Math.min(COMPARED, question.size()); i++) {
            int index = (first + i) % question.size();
            if (load(question, index) < load(question, least)) {
                least = index;
            }
        }
        return question.members().get(least);
    }

    private double load(PickCandidates<T> question, int index) {
        return (question.inFlight(index) + 1) / question.weight(index);
    }

    private int index(PickCandidates<T> question) {
        int index = picker.pick(question);
        if (index < 0 || index >= question.size()) {
            throw new IllegalStateException(
                    "policy: picked " + index + " of " + question.size() + " candidates; it must return 0 to size - 1");
        }
        return index;
    }
}
