package io.alternator.http.examples.console;

import static io.alternator.http.examples.console.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.examples.console.Faults.Fault;
import io.alternator.http.examples.console.History.Sample;
import io.alternator.http.examples.console.Reading.Count;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HistoryTest {
    private static final String ONE = "10.0.0.1:8000";
    private static final String TWO = "10.0.0.2:8000";
    private static final String THREE = "10.0.0.3:8000";
    private static final List<NodeStatus> ALL_UP =
            List.of(node(ONE, NodeState.UP, ""), node(TWO, NodeState.UP, ""), node(THREE, NodeState.UP, ""));

    private final History history = new History(node -> Optional.of(Fault.NONE));

    @Test
    void ratesAndShares_areOverTheLastSecond() {
        history.add(reading(0, 0, 0, count(0, 0), count(0, 0), count(0, 0)), ALL_UP);
        history.add(reading(500, 10, 0, count(999, 0), count(999, 0), count(0, 0)), ALL_UP);
        history.add(reading(1000, 210, 0, count(1000, 0), count(1000, 0), count(0, 0)), ALL_UP);
        history.add(reading(1500, 410, 2, count(1149, 30), count(1049, 0), count(0, 0)), ALL_UP);

        Sample latest = history.after(3).get(0);
        assertThat(latest.rate()).isEqualTo(400);
        assertThat(latest.failures()).isEqualTo(2);
        assertThat(latest.nodes()).extracting(NodeSample::rate).containsExactly(150.0, 50.0, 0.0);
        assertThat(latest.nodes()).extracting(NodeSample::failing).containsExactly(30.0, 0.0, 0.0);
        assertThat(latest.nodes()).extracting(NodeSample::share).containsExactly(0.75, 0.25, 0.0);
    }

    @Test
    void fairShare_countsOnlyTheNodesInUse() {
        assertThat(fairShares(ALL_UP)).containsExactly(1.0 / 3, 1.0 / 3, 1.0 / 3);
        assertThat(fairShares(List.of(
                        node(ONE, NodeState.UP, ""),
                        node(TWO, NodeState.DOWN, ""),
                        node(THREE, NodeState.JOINING, ""))))
                .containsExactly(1.0, 0.0, 0.0);
        assertThat(fairShares(List.of(node(ONE, NodeState.DOWN, ""), node(TWO, NodeState.DOWN, ""))))
                .as("when none is up, all are used")
                .containsExactly(0.5, 0.5);
    }

    @Test
    void firstReading_orAClockThatIsSetBack_givesRateZero() {
        history.add(reading(1000, 5, 0, count(5, 0), count(0, 0), count(0, 0)), ALL_UP);
        history.add(reading(900, 9, 0, count(9, 0), count(0, 0), count(0, 0)), ALL_UP);
        assertThat(history.after(0)).extracting(Sample::rate).containsExactly(0.0, 0.0);
    }

    @Test
    void metersOfANodeThatEnd_giveRateZero() {
        history.add(reading(0, 0, 0, count(9, 3), count(0, 0), count(0, 0)), ALL_UP);
        history.add(reading(500, 0, 0, count(1, 1), count(5, 0), count(0, 0)), ALL_UP);
        NodeSample ended = history.after(1).get(0).nodes().get(0);
        assertThat(ended.rate()).isZero();
        assertThat(ended.failing()).isZero();
        assertThat(ended.share()).isZero();
        assertThat(history.after(1).get(0).nodes().get(1).share()).isEqualTo(1);
    }

    @Test
    void samplesOfTwoMinutesAreKept_andOnlyNewOnesAreReturned() {
        for (int i = 0; i < History.MAX_SAMPLES + 10; i++) {
            history.add(reading(500L * i, i, 0, count(i, 0), count(0, 0), count(0, 0)), ALL_UP);
        }
        assertThat(history.after(0))
                .hasSize(History.MAX_SAMPLES)
                .extracting(Sample::number)
                .startsWith(11L);
        assertThat(history.after(248)).extracting(Sample::number).containsExactly(249L, 250L);
        assertThat(history.after(250)).isEmpty();
    }

    private List<Double> fairShares(List<NodeStatus> nodes) {
        history.add(reading(0, 0, 0, count(0, 0), count(0, 0), count(0, 0)), nodes);
        List<Sample> samples = history.after(0);
        return samples.get(samples.size() - 1).nodes().stream()
                .map(NodeSample::fairShare)
                .toList();
    }

    private static Reading reading(long millis, long requests, long failures, Count one, Count two, Count three) {
        return new Reading(Instant.ofEpochMilli(millis), requests, failures, Map.of(ONE, one, TWO, two, THREE, three));
    }

    private static Count count(long all, long failing) {
        return new Count(all, failing);
    }
}
