package io.alternator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoadBalancingPolicyTest {
    private static final int PICKS = 6_400;

    /** Nodes that are equal unless a test changes their numbers. */
    private static class Nodes implements LoadBalancingPolicy.Candidates {
        private final int[] inFlight;
        private final long[] latency;
        private final double[] weight;
        private int inFlightReads;

        private Nodes(int size) {
            inFlight = new int[size];
            latency = new long[size];
            weight = new double[size];
            Arrays.fill(latency, 1_000_000);
            Arrays.fill(weight, 1);
        }

        @Override
        public int size() {
            return inFlight.length;
        }

        @Override
        public NodeCandidate get(int index) {
            return NodeCandidate.builder(new NodeAddress("n" + index, 1))
                    .inFlight(inFlight(index))
                    .latencyNanos(latencyNanos(index))
                    .weight(weight(index))
                    .build();
        }

        @Override
        public int inFlight(int index) {
            inFlightReads++;
            return inFlight[index];
        }

        @Override
        public long latencyNanos(int index) {
            return latency[index];
        }

        @Override
        public double weight(int index) {
            return weight[index];
        }

        @Override
        public String operation() {
            return "GetItem";
        }
    }

    private static int[] counts(LoadBalancingPolicy policy, Nodes nodes) {
        LoadBalancingPolicy.Picker picker = policy.newPicker(new Random(42));
        int[] counts = new int[nodes.size()];
        for (int i = 0; i < PICKS; i++) {
            counts[picker.pick(nodes)]++;
        }
        return counts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 64})
    void adaptiveIsExactlyEven_whileNodesPerformAlike(int size) {
        Nodes nodes = new Nodes(size);
        for (int i = 0; i < size; i++) {
            nodes.latency[i] = 1_000_000 + 900_000L * (i % 2); // below a factor of two
        }
        assertThat(counts(LoadBalancingPolicy.adaptive(), nodes)).containsOnly(PICKS / size);
    }

    @Test
    void adaptiveIgnoresLatencyDifferencesOfHalfAMillisecond() {
        Nodes nodes = new Nodes(4);
        nodes.latency[0] = 100_000;
        nodes.latency[1] = 150_000;
        nodes.latency[2] = 600_000;
        nodes.latency[3] = 400_000;
        assertThat(counts(LoadBalancingPolicy.adaptive(), nodes)).containsOnly(PICKS / 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 64})
    void adaptiveSkipsASlowNode_exceptForSamples(int size) {
        Nodes nodes = new Nodes(size);
        nodes.latency[1] = 50_000_000;
        int[] counts = counts(LoadBalancingPolicy.adaptive(), nodes);
        assertThat(counts[1]).isBetween(1, PICKS / size / 20);
        assertThat(counts[0]).isGreaterThan(PICKS / size);
    }

    @Test
    void adaptiveSpreadsASlowNodesRequestsEvenly() {
        Nodes nodes = new Nodes(4);
        nodes.latency[1] = 50_000_000;
        int[] counts = counts(LoadBalancingPolicy.adaptive(), nodes);
        assertThat(counts[0]).isBetween(2_000, 2_250);
        assertThat(counts[2]).isBetween(2_000, 2_250);
        assertThat(counts[3]).isBetween(2_000, 2_250);
    }

    @Test
    void adaptiveReadsNoExactCounts_whileNodesPerformAlikeAndTheEstimateIsZero() {
        Nodes nodes = new Nodes(3) {
            @Override
            public int approximateInFlight(int index) {
                return 0;
            }
        };
        nodes.inFlight[0] = 5;
        assertThat(counts(LoadBalancingPolicy.adaptive(), nodes)).containsOnly(PICKS / 3, PICKS / 3 + 1);
        assertThat(nodes.inFlightReads).isZero();
    }

    @Test
    void adaptiveReadsTheExactCountOfASlowNode_beforeItPicksIt() {
        Nodes nodes = new Nodes(3) {
            @Override
            public int approximateInFlight(int index) {
                return 0;
            }
        };
        Arrays.fill(nodes.inFlight, 10);
        nodes.inFlight[1] = 3;
        nodes.latency[1] = 20_000_000; // worth about one request in flight while the others have ten
        assertThat(counts(LoadBalancingPolicy.adaptive(), nodes)[1]).isLessThan(PICKS / 60);
    }

    @Test
    void adaptiveSkipsABusyNode_andPicksUnmeasuredOnes() {
        Nodes nodes = new Nodes(3);
        nodes.inFlight[0] = 5;
        nodes.latency[2] = 0;
        int[] counts = counts(LoadBalancingPolicy.adaptive(), nodes);
        assertThat(counts[0]).isLessThan(200);
        assertThat(counts[2]).isGreaterThan(2_000);
    }

    @Test
    void adaptiveDoesNotPreferANodeThatIsIdleBecauseOfItsLowWeight() {
        Nodes nodes = new Nodes(3);
        nodes.inFlight[0] = 5;
        nodes.inFlight[1] = 5;
        nodes.weight[2] = 0.05;
        assertThat(counts(LoadBalancingPolicy.adaptive(), nodes)[0]).isGreaterThan(2_000);
    }

    @Test
    void leastLoadedPicksTheLowestLoadForTheWeight_andRotatesAmongEquals() {
        Nodes nodes = new Nodes(4);
        assertThat(counts(LoadBalancingPolicy.leastLoaded(), nodes)).containsOnly(PICKS / 4);
        nodes.inFlight[0] = 1;
        nodes.weight[1] = 0.5;
        assertThat(counts(LoadBalancingPolicy.leastLoaded(), nodes)[0]).isZero();
        assertThat(counts(LoadBalancingPolicy.leastLoaded(), nodes)[1]).isZero();
    }

    @Test
    void randomReachesAllNodes() {
        assertThat(Arrays.stream(counts(LoadBalancingPolicy.random(), new Nodes(4)))
                        .min()
                        .getAsInt())
                .isGreaterThan(1_400);
    }

    @Test
    void costDoesNotGrowWithTheCluster() {
        Nodes nodes = new Nodes(1000);
        counts(LoadBalancingPolicy.adaptive(), nodes);
        counts(LoadBalancingPolicy.leastLoaded(), nodes);
        assertThat(nodes.inFlightReads).isLessThanOrEqualTo(2 * 2 * PICKS);
    }
}
