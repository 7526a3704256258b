package io.alternator.http;

import io.alternator.http.LoadBalancingPolicy.Candidates;
import io.alternator.http.LoadBalancingPolicy.Picker;
import io.alternator.http.internal.balancing.Latency;
import io.alternator.http.internal.balancing.Rotation;
import java.util.random.RandomGenerator;

/**
 * A rotation that passes over who is clearly worse than the best of its peers: (in flight + 1) × latency, for its weight,
 * and worse by a factor of two, as far as that is no matter of our own threads. Who is passed over gets a turn now and then,
 * or nobody would notice that it is well again.
 */
final class AdaptivePicker implements Picker {
    private static final double CLEARLY = 2;
    private static final int ONE_TURN_IN = 64;

    private final Rotation rotation;
    private final RandomGenerator random;

    AdaptivePicker(RandomGenerator random) {
        this.rotation = new Rotation(random.nextInt());
        this.random = random;
    }

    @Override
    public int pick(Candidates candidates) {
        int size = candidates.size();
        int index = rotation.next(size);
        for (int others = ChoiceCount.of(size) - 1; others > 0; others--) {
            if (!isClearlyWorse(candidates, index, size) || random.nextInt(ONE_TURN_IN) == 0) {
                return index;
            }
            index = rotation.next(size);
        }
        return index;
    }

    private static boolean isClearlyWorse(Candidates candidates, int index, int size) {
        long ownLatency = candidates.latencyNanos(index);
        if (ownLatency == 0) {
            return false; // nothing is known of it: find out
        }
        double ownAtFirstSight = cost(candidates.approximateInFlight(index), ownLatency);
        int stride = ChoiceCount.stride(size);
        for (int i = 1; i < ChoiceCount.of(size); i++) {
            int other = (index + i * stride) % size;
            long latency = candidates.latencyNanos(other); // what changes with each request is looked up last
            if (latency != 0
                    && ownAtFirstSight > CLEARLY * Latency.comparable(latency)
                    && cost(candidates.inFlight(index), ownLatency)
                            > CLEARLY * cost(candidates.inFlight(other), latency) / candidates.weight(other)) {
                return true;
            }
        }
        return false;
    }

    private static double cost(int inFlight, long latency) {
        return (inFlight + 1) * Latency.comparable(latency);
    }
}
