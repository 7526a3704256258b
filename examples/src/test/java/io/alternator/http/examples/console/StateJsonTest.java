package io.alternator.http.examples.console;

import static io.alternator.http.examples.console.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class StateJsonTest {
    private static final ClientSettings SETTINGS = new ClientSettings(RoutingStrategy.PER_CONNECTION, ClientKind.ASYNC);
    private static final Sample SAMPLE = new Sample(
            7,
            Instant.ofEpochMilli(1_500),
            480.5,
            9_000,
            1,
            List.of(
                    new NodeSample(node("10.0.0.1", NodeState.UP, "listed"), 240.25, 1.5, 0.75, 1),
                    new NodeSample(node("10.0.0.2", NodeState.DOWN, "say \"why\""), 0, 0, 0, 0)));

    @Test
    void latestSampleIsComplete_andHistoryIsCompact() throws IOException {
        Json state = state(node -> Optional.of(Fault.HUNG), List.of(SAMPLE));
        assertThat(state.at("cluster").text()).isEqualTo("embedded cluster");
        assertThat(state.at("run").text()).isEqualTo("run 1");
        assertThat(state.at("now").number()).isEqualTo(2_000);
        assertThat(state.at("strategy").text()).isEqualTo("PER_CONNECTION");
        assertThat(state.at("kind").text()).isEqualTo("ASYNC");
        assertThat(state.at("latest", "rate").number()).isEqualTo(480.5);
        assertThat(state.at("latest", "requests").number()).isEqualTo(9_000);
        assertThat(state.at("latest", "failures").number()).isEqualTo(1);
        assertThat(state.at("latest", "nodes").items().get(0).value())
                .isEqualTo(Json.parse("""
                        {"node": "10.0.0.1:8000", "scope": "data center dc1", "state": "UP", "since": 100000, "why": "listed", "rate": 240.25,
                         "failing": 1.5, "share": 0.75, "fairShare": 1, "latency": 5, "inFlight": 2, "leases": 4,
                         "fault": "HUNG"}""").value());
        assertThat(state.at("history").items().get(0).value())
                .isEqualTo(Json.parse("""
                        {"number": 7, "at": 1500, "rate": 480.5,
                         "nodes": {"10.0.0.1:8000": [240.25, 5], "10.0.0.2:8000": [0, null]}}""").value());
        assertThat(state.at("events").items().get(0).at("text").text()).isEqualTo("UP → DOWN: say \"why\"");
    }

    @Test
    void downNode_hasNoLatency_andItsReasonIsEscaped() throws IOException {
        Json down = state(node -> Optional.empty(), List.of(SAMPLE))
                .at("latest", "nodes")
                .items()
                .get(1);
        assertThat(down.at("latency").value()).isNull();
        assertThat(down.at("why").text()).isEqualTo("say \"why\"");
    }

    @Test
    void nodeOfARealCluster_hasNoFault() throws IOException {
        Json node = state(other -> Optional.empty(), List.of(SAMPLE))
                .at("latest", "nodes")
                .items()
                .get(0);
        assertThat(node.at("rate").value()).isNotNull();
        assertThat(node.at("fault").value()).isNull();
    }

    @Test
    void pageWithAllSamples_getsNone() throws IOException {
        Json state = state(node -> Optional.empty(), List.of());
        assertThat(state.at("latest").value()).isNull();
        assertThat(state.at("history").items()).isEmpty();
    }

    private static Json state(Function<String, Optional<Fault>> faults, List<Sample> samples) throws IOException {
        Event event = new Event(1, Instant.EPOCH, Event.Kind.DOWN, "10.0.0.2:8000", "UP → DOWN: say \"why\"");
        return Json.parse(new StateJson("embedded cluster", "run 1", faults)
                .write(Instant.ofEpochMilli(2_000), SETTINGS, samples, List.of(event)));
    }
}
