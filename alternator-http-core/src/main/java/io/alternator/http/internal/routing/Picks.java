package io.alternator.http.internal.routing;

import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.internal.balancing.Fullness;
import io.alternator.http.internal.control.Transport;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets the policy pick, and takes what it picked for one request. What the policy need not know of is seen to here: a node
 * that is full or has not its full weight is passed over, always or now and then, and the policy asked again.
 */
final class Picks<T extends Transport> {
    private static final int QUESTIONS_TO_THE_POLICY = 8;
    private static final int COMPARED = 8;

    private final LoadBalancingPolicy.Picker picker;
    private final Supplier<ClusterView<T>> view;
    private final Fullness fullness;
    private final RandomGenerator random;

    Picks(LoadBalancingPolicy.Picker picker, Supplier<ClusterView<T>> view, Fullness fullness, RandomGenerator random) {
        this.picker = picker;
        this.view = view;
        this.fullness = fullness;
        this.random = random;
    }

    ClusterView<T> view() {
        return view.get();
    }

    /** A choice among all usable members, by load and weight too. */
    Member<T> any(long now) {
        while (true) {
            ClusterView<T> current = view.get();
            Member<T> member = weighed(current.usable(), current, now);
            if (member.acquire()) {
                return member;
            }
        }
    }

    /** A choice among the usable members that pass, by load and weight too; null if none passes. */
    @Nullable
    Member<T> any(Predicate<Member<T>> allowed, long now) {
        while (true) {
            List<Member<T>> left = left(allowed);
            if (left.isEmpty()) {
                return null;
            }
            Member<T> member = weighed(left, new Some<>(left), now);
            if (member.acquire()) {
                return member;
            }
        }
    }

    /** The policy's choice among the usable members that pass, and nobody else's; null if none passes. */
    @Nullable
    Member<T> among(Predicate<Member<T>> allowed) {
        while (true) {
            List<Member<T>> left = left(allowed);
            if (left.isEmpty()) {
                return null;
            }
            Member<T> member = left.get(index(new Some<>(left)));
            if (member.acquire()) {
                return member;
            }
        }
    }

    private List<Member<T>> left(Predicate<Member<T>> allowed) {
        return view.get().usable().stream().filter(allowed).toList();
    }

    private Member<T> weighed(List<Member<T>> members, LoadBalancingPolicy.Candidates candidates, long now) {
        int index = index(candidates);
        for (int i = 1; !isWelcome(members, index, now); i++) {
            if (i == QUESTIONS_TO_THE_POLICY || members.size() == 1) {
                return leastLoaded(members, index, now);
            }
            index = index(candidates);
        }
        return members.get(index);
    }

    private boolean isWelcome(List<Member<T>> members, int index, long now) {
        double weight = members.get(index).weight(now);
        return (weight >= 1 || random.nextDouble() < weight)
                && !fullness.isFull(index, i -> members.get(i).inFlight(), members.size());
    }

    private static <T extends Transport> Member<T> leastLoaded(List<Member<T>> members, int first, long now) {
        Member<T> least = members.get(first);
        for (int i = 1; i < Math.min(COMPARED, members.size()); i++) {
            Member<T> member = members.get((first + i) % members.size());
            if (load(member, now) < load(least, now)) {
                least = member;
            }
        }
        return least;
    }

    private static double load(Member<?> member, long now) {
        return (member.inFlight() + 1) / member.weight(now);
    }

    private int index(LoadBalancingPolicy.Candidates candidates) {
        int index = picker.pick(candidates);
        if (index < 0 || index >= candidates.size()) {
            throw new IllegalStateException("policy: picked " + index + " of " + candidates.size()
                    + " candidates; it must return 0 to size - 1");
        }
        return index;
    }

    private record Some<T extends Transport>(List<Member<T>> members) implements LoadBalancingPolicy.Candidates {
        @Override
        public int size() {
            return members.size();
        }

        @Override
        public LoadBalancingPolicy.Candidate get(int index) {
            return members.get(index).asCandidate();
        }
    }
}
