package io.alternator.http.internal.routing;

import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.internal.control.Transport;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets the policy pick, and takes what it picked for one request. */
final class Picks<T extends Transport> {
    private final LoadBalancingPolicy.Picker picker;
    private final Supplier<ClusterView<T>> view;

    Picks(LoadBalancingPolicy.Picker picker, Supplier<ClusterView<T>> view) {
        this.picker = picker;
        this.view = view;
    }

    ClusterView<T> view() {
        return view.get();
    }

    /** The policy's choice among all usable members. */
    Member<T> any() {
        while (true) {
            ClusterView<T> now = view.get();
            Member<T> member = now.usable().get(index(now));
            if (member.acquire()) {
                return member;
            }
        }
    }

    /** The policy's choice among the usable members that pass; null if none does. */
    @Nullable
    Member<T> among(Predicate<Member<T>> allowed) {
        while (true) {
            List<Member<T>> left = view.get().usable().stream().filter(allowed).toList();
            if (left.isEmpty()) {
                return null;
            }
            Member<T> member = left.get(index(new Some<>(left)));
            if (member.acquire()) {
                return member;
            }
        }
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
