package io.alternator.http;

import io.alternator.http.LoadBalancingPolicy.Candidates;
import io.alternator.http.LoadBalancingPolicy.Picker;
import io.alternator.http.internal.balancing.Rotation;
import java.util.random.RandomGenerator;

/** The fewest requests in flight for the weight; among equals, whose turn it is. */
final class LeastLoadedPicker implements Picker {
    private final Rotation rotation;

    LeastLoadedPicker(RandomGenerator random) {
        this.rotation = new Rotation(random.nextInt());
    }

    @Override
    public int pick(Candidates candidates) {
        int size = candidates.size();
        int first = rotation.next(size);
        int stride = ChoiceCount.stride(size);
        int least = first;
        double load = load(candidates, first);
        for (int i = 1; i < ChoiceCount.of(size); i++) {
            int index = (first + i * stride) % size;
            double other = load(candidates, index);
            if (other < load) {
                least = index;
                load = other;
            }
        }
        return least;
    }

    private static double load(Candidates candidates, int index) {
        return (candidates.inFlight(index) + 1) / candidates.weight(index);
    }
}
