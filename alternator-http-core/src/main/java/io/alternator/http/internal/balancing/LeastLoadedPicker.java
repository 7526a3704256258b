package io.alternator.http.internal.balancing;

import io.alternator.http.LoadBalancingPolicy.Candidates;
import io.alternator.http.LoadBalancingPolicy.Picker;
import java.util.random.RandomGenerator;

/** The lowest (in flight + 1) ÷ weight; round robin among equals. */
public final class LeastLoadedPicker implements Picker {
    private final Rotation rotation;

    /** Starts the rotation at a random node. */
    public LeastLoadedPicker(RandomGenerator random) {
        this.rotation = new Rotation(random.nextInt());
    }

    @Override
    public int pick(Candidates candidates) {
        int size = candidates.size();
        int first = rotation.next(size);
        int stride = ChoiceCount.stride(size);
        int best = first;
        double lowestLoad = load(candidates, first);
        for (int i = 1; i < ChoiceCount.of(size); i++) {
            int index = (first + i * stride) % size;
            double load = load(candidates, index);
            if (load < lowestLoad) {
                best = index;
                lowestLoad = load;
            }
        }
        return best;
    }

    private static double load(Candidates candidates, int index) {
        return (candidates.inFlight(index) + 1) / candidates.weight(index);
    }
}
