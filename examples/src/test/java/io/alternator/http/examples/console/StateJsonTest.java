package io.alternator.http.examples.console;

import static io.alternator.http.examples.console.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.examples.BalancedClient;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class StateJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ClientSettings SETTINGS =
            new ClientSettings(RoutingStrategy.PER_CONNECTION, BalancedClient.Kind.ASYNC);
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
        JsonNode state = state(node -> Optional.of("HUNG"), List.of(SAMPLE));
        assertThat(state.path("cluster").asText()).isEqualTo("embedded cluster");
        assertThat(state.path("run").asText()).isEqualTo("run 1");
        assertThat(state.path("now").asDouble()).isEqualTo(2_000);
        assertThat(state.path("strategy").asText()).isEqualTo("PER_CONNECTION");
        assertThat(state.path("kind").asText()).isEqualTo("ASYNC");
        assertThat(state.at("/latest/rate").asDouble()).isEqualTo(480.5);
        assertThat(state.at("/latest/requests").asDouble()).isEqualTo(9_000);
        assertThat(state.at("/latest/failures").asDouble()).isEqualTo(1);
        assertThat(state.at("/latest/nodes").path(0)).isEqualTo(JSON.readTree("""
                        {"node": "10.0.0.1:8000", "scope": "data center dc1", "state": "UP", "since": 100000, "why": "listed", "rate": 240.25,
                         "failing": 1.5, "share": 0.75, "fairShare": 1.0, "latency": 5.0, "inFlight": 2, "leases": 4,
                         "fault": "HUNG"}"""));
        assertThat(state.path("history").path(0)).isEqualTo(JSON.readTree("""
                        {"number": 7, "at": 1500, "rate": 480.5,
                         "nodes": {"10.0.0.1:8000": [240.25, 5.0], "10.0.0.2:8000": [0.0, null]}}"""));
        assertThat(state.path("events").path(0).path("text").asText()).isEqualTo("UP → DOWN: say \"why\"", 0);
    }

    @Test
    void downNode_hasNoLatency_andItsReasonIsEscaped() throws IOException {
        JsonNode down = state(node -> Optional.empty(), List.of(SAMPLE))
                .at("/latest/nodes")
                .path(1);
        assertThat(down.path("latency").isNull()).isTrue();
        assertThat(down.path("why").asText()).isEqualTo("say \"why\"");
    }

    @Test
    void nodeOfARealCluster_hasNoFault() throws IOException {
        JsonNode node = state(other -> Optional.empty(), List.of(SAMPLE))
                .at("/latest/nodes")
                .path(0);
        assertThat(node.path("rate").isNumber()).isTrue();
        assertThat(node.path("fault").isNull()).isTrue();
    }

    @Test
    void pageWithAllSamples_getsNone() throws IOException {
        JsonNode state = state(node -> Optional.empty(), List.of());
        assertThat(state.has("latest")).isFalse();
        assertThat(state.path("history")).isEmpty();
    }

    private static JsonNode state(Function<String, Optional<String>> faults, List<Sample> samples) throws IOException {
        Event event = new Event(1, 0, Event.Kind.DOWN, "10.0.0.2:8000", "UP → DOWN: say \"why\"", 0);
        return JSON.readTree(new StateJson("embedded cluster", "run 1", faults)
                .write(Instant.ofEpochMilli(2_000), SETTINGS, samples, List.of(event)));
    }
}
