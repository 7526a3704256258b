package io.alternator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Types that are no records, so that they can grow, compare and print like records. */
final class ValueTypesTest {
    private static final NodeAddress ADDRESS = new NodeAddress("10.0.0.1", 8000);
    private static final Instant AT = Instant.ofEpochSecond(100);

    /** Makers of objects, all of them different, each with every value other than the default. */
    private static Stream<Supplier<Object>> values() {
        return Stream.of(
                () -> NodeStatus.builder(ADDRESS).build(),
                ValueTypesTest::status,
                () -> NodeProbe.builder().build(),
                ValueTypesTest::check,
                () -> ClientHealth.builder().build(),
                () -> ClientHealth.builder()
                        .status(ClientHealth.Status.UP)
                        .details(Map.of("nodesUp", 3))
                        .build(),
                () -> NodeEndpoint.builder(ADDRESS).build(),
                () -> NodeEndpoint.builder(ADDRESS).name("dog.scylla.com").build(),
                () -> NodeCandidate.builder(ADDRESS).build(),
                ValueTypesTest::candidate,
                () -> AlternatorConfig.builder().build().health(),
                () -> AlternatorConfig.builder().consecutiveFailures(3).build().health(),
                () -> AlternatorConfig.builder().build().discovery(),
                () -> AlternatorConfig.builder()
                        .discoveryTimeout(Duration.ofSeconds(1))
                        .build()
                        .discovery(),
                () -> AlternatorConfig.builder().build().metrics(),
                () -> AlternatorConfig.builder().operationTag(true).build().metrics());
    }

    private static NodeStatus status() {
        return NodeStatus.builder(ADDRESS)
                .state(NodeState.DOWN)
                .inFlight(1)
                .leases(2)
                .latency(Duration.ofMillis(3))
                .weight(0.5)
                .since(AT)
                .reason("reset")
                .scope("cluster")
                .lastProbe(check())
                .nextProbe(AT.plusSeconds(1))
                .build();
    }

    private static NodeProbe check() {
        return NodeProbe.builder().at(AT).answered(false).result("timeout").build();
    }

    private static NodeCandidate candidate() {
        return NodeCandidate.builder(ADDRESS)
                .state(NodeState.DOWN)
                .inFlight(1)
                .latencyNanos(2)
                .oldestRequestAgeNanos(3)
                .weight(0.5)
                .build();
    }

    @ParameterizedTest
    @MethodSource("values")
    void equalsOnlyWhatHasTheSameTypeAndValues(Supplier<Object> value) {
        Object one = value.get();

        assertThat(one).isEqualTo(value.get()).hasSameHashCodeAs(value.get());
        assertThat(values().map(Supplier::get).filter(one::equals)).hasSize(1);
    }

    @Test
    void printLikeRecords() {
        assertThat(check()).hasToString("NodeProbe[at=1970-01-01T00:01:40Z, answered=false, result=timeout]");
        assertThat(status())
                .hasToString("NodeStatus[address=10.0.0.1:8000, state=DOWN, inFlight=1, leases=2, latency=PT0.003S,"
                        + " weight=0.5, since=1970-01-01T00:01:40Z, reason=reset, scope=cluster, lastProbe=Optional["
                        + check() + "], nextProbe=Optional[1970-01-01T00:01:41Z]]");
        assertThat(candidate())
                .hasToString("NodeCandidate[address=10.0.0.1:8000, state=DOWN, inFlight=1, latencyNanos=2,"
                        + " oldestRequestAgeNanos=3, weight=0.5]");
    }

    @Test
    void detailsOfHealthAreACopyInTheirOrder() {
        Map<String, Object> details = new LinkedHashMap<>(Map.of("nodesUp", 3));
        ClientHealth health = ClientHealth.builder().details(details).build();
        details.put("nodesDown", 1);

        assertThat(health.details()).containsOnlyKeys("nodesUp");
        assertThatThrownBy(() -> health.details().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void candidatesOfATestAnswerForEachNode() {
        NodeCandidate idle = NodeCandidate.builder(ADDRESS).build();
        LoadBalancingPolicy.Candidates nodes = LoadBalancingPolicy.Candidates.of("GetItem", List.of(idle, candidate()));

        assertThat(nodes.size()).isEqualTo(2);
        assertThat(nodes.get(0)).isSameAs(idle);
        assertThat(nodes.inFlight(1)).isEqualTo(1);
        assertThat(nodes.approximateInFlight(1)).isEqualTo(1);
        assertThat(nodes.latencyNanos(1)).isEqualTo(2);
        assertThat(nodes.weight(1)).isEqualTo(0.5);
        assertThat(nodes.operation()).isEqualTo("GetItem");
        assertThatThrownBy(() -> LoadBalancingPolicy.Candidates.of("", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("candidates: none given; give at least one node");
    }
}
