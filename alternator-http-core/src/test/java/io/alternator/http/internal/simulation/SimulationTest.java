package io.alternator.http.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.routing.HedgeResult;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must be true of any simulation, or its report lies. */
final class SimulationTest {

    private static Recording run(Scenario scenario, RoutingStrategy strategy) {
        return Simulation.run(scenario, LoadBalancingPolicy.roundRobin(), strategy);
    }

    private static Measures measure(Scenario scenario, Recording recording) {
        return new Measures(recording, scenario.length());
    }

    @Test
    void undisturbedRoundRobin_isEven() {
        Scenario scenario = Scenarios.even();
        Measures measures = measure(scenario, run(scenario, RoutingStrategy.PER_REQUEST));
        assertThat(measures.evenness(number -> true)).containsExactly(new double[] {1, 1, 1}, within(0.001));
        assertThat(measures.failed()).isZero();
        assertThat(measures.percentileMillis(50)).isCloseTo(3, within(0.5));
    }

    @ParameterizedTest
    @EnumSource
    void callersAreAlwaysAtWorkOrAtRest(RoutingStrategy strategy) {
        Scenario scenario = Scenarios.even();
        Recording recording = run(scenario, strategy);
        double worked = recording.calls().stream()
                .mapToLong(Recording.Call::took)
                .average()
                .orElseThrow();
        double cycle = worked + scenario.workload().pause().toNanos();
        double expected = 32 * scenario.length().toNanos() / cycle;
        assertThat((double) recording.calls().size()).isCloseTo(expected, within(expected / 100));
    }

    @Test
    void everyAttemptIsACall_anSdkRetry_orAFailover() {
        Scenario scenario = Scenarios.fails();
        Recording recording = run(scenario, RoutingStrategy.PER_REQUEST);
        int sent = IntStream.rangeClosed(1, 3)
                .map(number -> measure(scenario, recording).sent(number, 0, recording.slots()))
                .sum();
        int underWay = recording.stillWaiting().size();
        assertThat(sent - recording.retries() - recording.calls().size()).isBetween(0, underWay); // nothing fails over
    }

    @ParameterizedTest
    @EnumSource
    void everyFurtherAttempt_isAHedgeThatWasSent(RoutingStrategy strategy) {
        Scenario scenario = Scenarios.slowAndHedged();
        Recording recording = Simulation.run(scenario, LoadBalancingPolicy.adaptive(), strategy);
        int sent = IntStream.rangeClosed(1, 3)
                .map(number -> measure(scenario, recording).sent(number, 0, recording.slots()))
                .sum();
        int hedges = recording.hedges(HedgeResult.WON)
                + recording.hedges(HedgeResult.LOST)
                + recording.hedges(HedgeResult.FAILED);
        assertThat(recording.retries()).isZero();
        assertThat(hedges).isBetween(1, recording.calls().size() / 50);
        int underWay = recording.stillWaiting().size();
        assertThat(sent - hedges - recording.calls().size())
                .isBetween(0, 2 * underWay); // what ends at the end ends later
    }

    @Test
    void slowNode_isHardlyFeltWithHedging() {
        Scenario scenario = Scenarios.slowAndHedged();
        Recording hedged = Simulation.run(scenario, LoadBalancingPolicy.adaptive(), RoutingStrategy.PER_REQUEST);
        Recording roundRobin = run(Scenarios.slow(), RoutingStrategy.PER_REQUEST);
        assertThat(5 * measure(scenario, hedged).percentileMillis(99.9))
                .isLessThan(measure(scenario, roundRobin).percentileMillis(99.9));
    }

    @Test
    void sameArguments_tellTheSameStory() {
        Recording one = run(Scenarios.rollingRestart(), RoutingStrategy.PER_CONNECTION);
        Recording other = run(Scenarios.rollingRestart(), RoutingStrategy.PER_CONNECTION);
        assertThat(one.calls()).isEqualTo(other.calls());
    }

    @Test
    void wholeClusterDown_callsFailAfterNineAttempts_andSoonerWithoutTokens() {
        Scenario scenario = Scenario.of("all down", "").lasting(5).ill(Condition.DOWN, 1, 6, 1, 2, 3);
        Recording recording = run(scenario, RoutingStrategy.PER_REQUEST);
        assertThat(measure(scenario, recording).failed()).isPositive();
        assertThat(recording.retries()).isBetween(100, 200); // 500 tokens, and what succeeded meanwhile
        assertThat(measure(scenario, recording)
                        .wellAfterSeconds(scenario.trouble().orElseThrow()))
                .isInfinite();
    }

    @Test
    void requestThatWaitsAtTheEnd_countsAsSlow() {
        Scenario scenario = Scenario.of("all hang", "").ill(Condition.HUNG, 1, 25, 1, 2, 3);
        Recording recording = run(scenario, RoutingStrategy.PER_REQUEST);
        assertThat(recording.stillWaiting()).hasSize(32);
        assertThat(measure(scenario, recording).percentileMillis(100)).isCloseTo(23_000, within(100.0));
    }
}
