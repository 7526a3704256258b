package io.alternator.http.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.internal.discovery.Answer;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.routing.ClusterListener;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClusterMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ClusterMeters meters = new ClusterMeters(registry, "orders");

    private record Numbers(NodeAddress address, NodeState state, int inFlight, int leases)
            implements ClusterListener.NodeNumbers {}

    private static final Numbers NODE = new Numbers(new NodeAddress("n1", 8000), NodeState.DOWN, 2, 5);

    private double gauge(String name, String... tags) {
        return registry.get("alternator.client." + name)
                .tags("client", "orders", "node", "n1:8000")
                .tags(tags)
                .gauge()
                .value();
    }

    @Test
    void nodesNumbersAreGauges() {
        meters.nodeAdded(NODE);
        assertThat(gauge("requests.active")).isEqualTo(2);
        assertThat(gauge("connections", "state", "active")).isEqualTo(2);
        assertThat(gauge("connections", "state", "idle")).isEqualTo(3);
        assertThat(gauge("node.state", "state", "down")).isEqualTo(1);
        assertThat(gauge("node.state", "state", "up")).isZero();
    }

    @Test
    void attemptsAreTimed_byOutcome() {
        ClusterListener.NodeListener node = meters.nodeAdded(NODE);
        node.ended(Outcome.SUCCESS, 1_000_000);
        node.ended(Outcome.SUCCESS, 3_000_000);
        node.ended(Outcome.RESET, 5);
        node.failedOver(Outcome.CONNECT_ERROR);
        assertThat(registry.get("alternator.client.requests")
                        .tag("outcome", "success")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("alternator.client.requests")
                        .tag("outcome", "reset")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("alternator.client.failovers")
                        .tag("reason", "connect_error")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void discoveryIsTimed_andAges() {
        meters.opened(() -> Duration.ofSeconds(7));
        meters.asked(new Answer.Empty(), Duration.ofMillis(3));
        meters.asked(new Answer.Nodes(List.of(NODE.address()), ""), Duration.ofMillis(3));
        assertThat(registry.get("alternator.client.discovery.age").gauge().value())
                .isEqualTo(7);
        assertThat(registry.get("alternator.client.discovery.refresh")
                        .tag("outcome", "empty")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("alternator.client.discovery.refresh")
                        .tag("outcome", "nodes")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void metersGoWithTheirNode_andAllWithTheClient() {
        ClusterListener.NodeListener node = meters.nodeAdded(NODE);
        node.ended(Outcome.SUCCESS, 1);
        node.removed();
        node.ended(Outcome.ABORTED, 1); // came late
        assertThat(registry.getMeters()).isEmpty();
        meters.opened(() -> Duration.ZERO);
        meters.asked(new Answer.Empty(), Duration.ofMillis(3));
        meters.closed();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void registryThatRefusesMeters_failsNoRequest() {
        registry.counter("alternator.client.requests.active", "client", "orders", "node", "n1:8000");
        registry.counter("alternator.client.requests", "client", "orders", "node", "n1:8000", "outcome", "success");
        ClusterListener forgiving = new ForgivingListener(meters);
        forgiving.nodeAdded(NODE).ended(Outcome.SUCCESS, 1);
        registry.clear();
        registry.counter("alternator.client.requests", "client", "orders", "node", "n1:8000", "outcome", "success");
        forgiving.nodeAdded(NODE).ended(Outcome.SUCCESS, 1);
        forgiving.closed();
    }

    @Test
    void twoClientsDoNotCollide() {
        meters.nodeAdded(NODE);
        ClusterListener.NodeListener other = new ClusterMeters(registry, "customers").nodeAdded(NODE);
        int both = registry.getMeters().size();
        other.removed();
        assertThat(registry.getMeters()).hasSize(both / 2);
        assertThat(gauge("requests.active")).isEqualTo(2);
    }
}
