package io.alternator.http.examples.console;

import static io.alternator.http.examples.console.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.examples.DemoClients;
import io.alternator.http.examples.console.Faults.Fault;
import io.alternator.http.examples.console.Reading.Count;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The JSON that the page polls. */
final class StateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<NodeStatus> NODES =
            List.of(node("10.0.0.1", NodeState.UP, "listed"), node("10.0.0.2", NodeState.DOWN, "say \"why\""));

    @Test
    void namesAndUnits_areThoseOfThePage() throws IOException {
        JsonNode state = state(node -> Optional.of(Fault.HUNG), 1);
        assertThat(state.path("cluster").asText()).isEqualTo("embedded cluster");
        assertThat(state.path("run").asText()).isEqualTo("run 1");
        assertThat(state.path("now").asDouble()).isEqualTo(2_000);
        assertThat(state.path("strategy").asText()).isEqualTo("PER_CONNECTION");
        assertThat(state.path("kind").asText()).isEqualTo("ASYNC");
        assertThat(state.path("history")).hasSize(1);
        JsonNode sample = state.at("/history/0");
        assertThat(sample.path("number").asDouble()).isEqualTo(2);
        assertThat(sample.path("at").asDouble()).isEqualTo(1_500);
        assertThat(sample.path("rate").asDouble()).isEqualTo(480.5);
        assertThat(sample.path("requests").asDouble()).isEqualTo(9_961);
        assertThat(sample.path("failures").asDouble()).isEqualTo(1);
        assertThat(sample.path("nodes").path(0)).isEqualTo(JSON.readTree("""
                        {"node": "10.0.0.1:8000", "scope": "data center dc1", "state": "UP", "since": 100000, "why": "listed", "rate": 240.5,
                         "failing": 1.5, "share": 1.0, "fairShare": 1.0, "latency": 5.0, "inFlight": 2, "leases": 4,
                         "fault": "HUNG"}"""));
        assertThat(state.path("events")).isEqualTo(JSON.readTree("""
                        [{"number": 1, "at": 0, "kind": "DOWN", "about": "10.0.0.2:8000", "times": 1, "first": 0, "earlier": [],
                          "text": "UP → DOWN: say \\"why\\""}]"""));
    }

    @Test
    void downNode_hasNoLatency_andItsReasonIsEscaped() throws IOException {
        JsonNode down = state(node -> Optional.empty(), 1).at("/history/0/nodes/1");
        assertThat(down.path("latency").isNull()).isTrue();
        assertThat(down.path("why").asText()).isEqualTo("say \"why\"");
    }

    @Test
    void nodeOfARealCluster_hasNoFault() throws IOException {
        JsonNode node = state(other -> Optional.empty(), 1).at("/history/0/nodes/0");
        assertThat(node.path("rate").isNumber()).isTrue();
        assertThat(node.path("fault").isNull()).isTrue();
    }

    @Test
    void pageWithAllSamples_getsNone() throws IOException {
        JsonNode state = state(node -> Optional.empty(), 2);
        assertThat(state.path("history").isArray()).isTrue();
        assertThat(state.path("history")).isEmpty();
    }

    /** After two samples, for a page that has them up to this number. */
    private static JsonNode state(Function<String, Optional<Fault>> faults, long after) throws IOException {
        History history = new History(faults);
        history.add(reading(-500, 9_000, 0, new Count(0, 0)), NODES);
        history.add(reading(1_500, 9_961, 1, new Count(481, 3)), NODES); // 2 s later, for rates with a fraction
        Event event = new Event(1, 0, Event.Kind.DOWN, "10.0.0.2:8000", "UP → DOWN: say \"why\"", 0);
        return JSON.readTree(JSON.writeValueAsBytes(new Console.State(
                "embedded cluster",
                "run 1",
                2_000,
                new DemoClients.Settings(RoutingStrategy.PER_CONNECTION, DemoClients.Kind.ASYNC),
                history.after(after),
                List.of(event))));
    }

    private static Reading reading(long millis, long requests, long failures, Count first) {
        return new Reading(Instant.ofEpochMilli(millis), requests, failures, Map.of("10.0.0.1:8000", first));
    }
}
