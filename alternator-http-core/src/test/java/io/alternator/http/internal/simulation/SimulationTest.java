package io.alternator.http.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.hedging.HedgeResult;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Properties without which the report would be wrong. */
final class SimulationTest {

    private static Recording run(Scenario scenario, RoutingStrategy strategy) {
        return Simulation.run(scenario, LoadBalancingPolicy.roundRobin(), strategy);
    }

    private static Measures measure(Scenario scenario, Recording recording) {
        return new Measures(recording, scenario.length());
    }

    @Test
    void roundRobinWithoutEventsIsEven() {
        Scenario scenario = Scenarios.even();
        Measures measures = measure(scenario, run(scenario, RoutingStrategy.PER_REQUEST));
        assertThat(measures.evenness(number -> true)).containsExactly(new double[] {1, 1, 1}, within(0.001));
        assertThat(measures.failed()).isZero();
        assertThat(measures.percentileMillis(50)).isCloseTo(3, within(0.5));
    }

    @ParameterizedTest
    @EnumSource
    void callersAlwaysCallOrPause(RoutingStrategy strategy) {
        Scenario scenario = Scenarios.even();
        Recording recording = run(scenario, strategy);
        double latency = recording.calls().stream()
                .mapToLong(Recording.Call::latency)
                .average()
                .orElseThrow();
        double cycle = latency + scenario.workload().pause().toNanos();
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
        int pending = recording.pendingLatencies().size();
        assertThat(sent - recording.retries() - recording.calls().size()).isBetween(0, pending); // no failovers here
    }

    @ParameterizedTest
    @EnumSource
    void everyAttemptIsACall_orAHedge(RoutingStrategy strategy) {
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
        int pending = recording.pendingLatencies().size();
        assertThat(sent - hedges - recording.calls().size()).isBetween(0, 2 * pending); // attempts in flight at the end
    }

    @Test
    void hedgingReducesTheP999WithASlowNode_atLeastFivefold() {
        Scenario scenario = Scenarios.slowAndHedged();
        Recording hedged = Simulation.run(scenario, LoadBalancingPolicy.adaptive(), RoutingStrategy.PER_REQUEST);
        Recording roundRobin = run(Scenarios.slow(), RoutingStrategy.PER_REQUEST);
        assertThat(5 * measure(scenario, hedged).percentileMillis(99.9))
                .isLessThan(measure(scenario, roundRobin).percentileMillis(99.9));
    }

    @Test
    void sameArgumentsGiveTheSameRecording() {
        Recording one = run(Scenarios.rollingRestart(), RoutingStrategy.PER_CONNECTION);
        Recording other = run(Scenarios.rollingRestart(), RoutingStrategy.PER_CONNECTION);
        assertThat(one.calls()).isEqualTo(other.calls());
    }

    @Test
    void wholeClusterDown_callsFailAfterNineAttempts_andSoonerWithoutTokens() {
        Scenario scenario = Scenario.of("all down", "").lasting(5).withCondition(Condition.DOWN, 1, 6, 1, 2, 3);
        Recording recording = run(scenario, RoutingStrategy.PER_REQUEST);
        assertThat(measure(scenario, recording).failed()).isPositive();
        assertThat(recording.retries()).isBetween(100, 200); // 500 tokens at 5 each, and those that successes returned
        assertThat(measure(scenario, recording)
                        .recoveredAfterSeconds(scenario.trouble().orElseThrow()))
                .isInfinite();
    }

    @Test
    void callPendingAtTheEndCountsAsSlow() {
        Scenario scenario = Scenario.of("all hang", "").withCondition(Condition.HUNG, 1, 25, 1, 2, 3);
        Recording recording = run(scenario, RoutingStrategy.PER_REQUEST);
        assertThat(recording.pendingLatencies()).hasSize(32);
        assertThat(measure(scenario, recording).percentileMillis(100)).isCloseTo(23_000, within(100.0));
    }
}
