package io.alternator.http.internal.balancing;

import io.alternator.http.LoadBalancingPolicy.Candidates;
import io.alternator.http.LoadBalancingPolicy.Picker;
import java.util.random.RandomGenerator;

/**
 * Round robin that skips clearly worse nodes. The cost of a node is (in flight + 1) × latency. A node is skipped if its cost is
 * more than twice a peer's cost divided by the peer's weight; latency differences that the client itself may cause are
 * ignored. A skipped node still gets one in 64 of its turns, so that its recovery is noticed.
 */
public final class AdaptivePicker implements Picker {
    private static final double CLEARLY_WORSE_FACTOR = 2;
    private static final int SAMPLE_ONE_IN = 64;

    private final Rotation rotation;
    private final RandomGenerator random;

    /** Starts the rotation at a random node. */
    public AdaptivePicker(RandomGenerator random) {
        this.rotation = new Rotation(random.nextInt());
        this.random = random;
    }

    @Override
    public int pick(Candidates candidates) {
        int size = candidates.size();
        int index = rotation.next(size);
        for (int skipsLeft = ChoiceCount.of(size) - 1; skipsLeft > 0; skipsLeft--) {
            if (!isClearlyWorse(candidates, index, size) || random.nextInt(SAMPLE_ONE_IN) == 0) {
                return index;
            }
            index = rotation.next(size);
        }
        return index;
    }

    private static boolean isClearlyWorse(Candidates candidates, int index, int size) {
        long ownLatency = candidates.latencyNanos(index);
        if (ownLatency == 0) {
            return false; // not measured yet: use it, to measure it
        }
        double estimatedCost = cost(candidates.approximateInFlight(index), ownLatency);
        int stride = ChoiceCount.stride(size);
        for (int i = 1; i < ChoiceCount.of(size); i++) {
            int other = (index + i * stride) % size;
            long latency = candidates.latencyNanos(other);
            // The cheap test comes first: inFlight() changes with each request, so reading it costs cache misses.
            if (latency != 0
                    && estimatedCost > CLEARLY_WORSE_FACTOR * Latency.comparable(latency)
                    && cost(candidates.inFlight(index), ownLatency)
                            > CLEARLY_WORSE_FACTOR
                                    * cost(candidates.inFlight(other), latency)
                                    / candidates.weight(other)) {
                return true;
            }
        }
        return false;
    }

    private static double cost(int inFlight, long latency) {
        return (inFlight + 1) * Latency.comparable(latency);
    }
}
