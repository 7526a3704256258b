package io.alternator.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.RoutingScope;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scopes that follow health, in a cluster with two data centers, of which the first has two racks. */
public abstract class ScopesContract extends ClusterScenarios {
    private static final RoutingScope RACK_OF_ONE = RoutingScope.rack("dc1", "r1");
    private static final RoutingScope DC1_ELSE_DC2 =
            RoutingScope.datacenter("dc1").orElse(RoutingScope.datacenter("dc2"));

    private static final Duration STILL_LISTED = Duration.ofSeconds(4);
    private static final Duration SWITCH_LIMIT = Duration.ofSeconds(2);

    /** 1.6 s on the fake clock (ScopesTest.silentDatacenter…); on a machine that is busy for so long that waits begin anew, longer. */
    private static final Duration SWITCH_LIMIT_IF_SILENT = Duration.ofSeconds(8);

    private static final Duration RACK_RETURN_LIMIT = Duration.ofSeconds(5);
    private static final Duration DATACENTER_RETURN_LIMIT = Duration.ofSeconds(10);

    private static final Duration QUIET = Duration.ofSeconds(1);

    /** More requests than the retries of all callers. */
    private static final int SERVING = 30;

    /** More than nodes, so that PER_CONNECTION uses all of them. */
    private static final int MANY_CALLERS = 12;

    /** A cluster whose nodes are placed in the two data centers. */
    private final class World {
        private final AlternatorTestCluster cluster;
        private final List<TestNode> rack1;
        private final List<TestNode> rack2;
        private final List<TestNode> dc1;
        private final List<TestNode> dc2;

        private World(AlternatorTestCluster.Builder builder) {
            this.cluster = start(builder.nodes("dc1", "r1", 1)
                    .nodes("dc1", "r2", 2)
                    .nodes("dc2", "r1", 2)
                    .failureDetectionTime(STILL_LISTED));
            this.rack1 = cluster.nodes().subList(0, 1);
            this.rack2 = cluster.nodes().subList(1, 3);
            this.dc1 = cluster.nodes().subList(0, 3);
            this.dc2 = cluster.nodes().subList(3, 5);
        }

        private World() {
            this(AlternatorTestCluster.builder());
        }

        private TestClient client(RoutingScope scope, RoutingStrategy strategy, List<TestNode> seeds) {
            return configured(config(cluster, strategy, seeds).scope(scope).build());
        }
    }

    private static long requests(List<TestNode> nodes) {
        return nodes.stream().mapToLong(TestNode::requests).sum();
    }

    /** True when these nodes have served {@link #SERVING} more requests than at the time of this call. */
    private static BooleanSupplier serve(List<TestNode> nodes) {
        long before = requests(nodes);
        return () -> requests(nodes) >= before + SERVING;
    }

    private static void awaitUp(TestClient client, List<TestNode> nodes) {
        Await.until("UP: " + nodes, () -> nodes.stream().map(TestNode::address).allMatch(client::isUp));
    }

    /** Waits until no node but these has got a request for {@link #QUIET}, in which these served. */
    private static void awaitOnlyTheseServe(World world, List<TestNode> nodes, Load load, Duration limit) {
        List<TestNode> others = world.cluster.nodes().stream()
                .filter(node -> !nodes.contains(node))
                .toList();
        AtomicLong count = new AtomicLong(-1);
        AtomicLong since = new AtomicLong();
        Await.until("only these serve: " + nodes, limit.plus(QUIET), () -> {
            long now = System.nanoTime();
            long requests = requests(others);
            if (count.getAndSet(requests) != requests) {
                since.set(now);
            }
            return now - since.get() >= QUIET.toNanos();
        });
        Await.until("these serve", serve(nodes));
        assertThat(load.errors()).isEmpty();
        assertThat(requests(others)).isEqualTo(count.get());
    }

    // --- the scope in use loses its nodes, and they return

    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void rackOfOne_itsDatacenterServesAtOnce_andItServesAgainAfterItsReturn(RoutingStrategy strategy) {
        World world = new World();
        TestClient client = world.client(RACK_OF_ONE, strategy, world.dc1);
        try (Load load = write(client)) {
            awaitUp(client, world.dc1);
            awaitOnlyTheseServe(world, world.rack1, load, SWITCH_LIMIT);
            BooleanSupplier restServes = serve(world.rack2);
            world.rack1.forEach(TestNode::stop);
            Await.until("the rest of the data center serves", SWITCH_LIMIT, restServes);
            elapse(STILL_LISTED.plusSeconds(1));
            world.rack1.forEach(TestNode::start);
            awaitOnlyTheseServe(world, world.rack1, load, RACK_RETURN_LIMIT);
        }
        assertThat(requests(world.dc2)).isZero();
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void lostDatacenter_theNextServesAtOnce_untilItReturns(RoutingStrategy strategy) {
        World world = new World();
        TestClient client = world.client(DC1_ELSE_DC2, strategy, world.dc1);
        try (Load load = write(client)) {
            loseDatacenter(world, client, load, TestNode::stop, TestNode::start, SWITCH_LIMIT);
        }
    }

    /**
     * With reads: a write at a silent node is not cancelled early, as it may have been executed. One caller is the hardest case: only one
     * of the silent nodes owes it a response.
     */
    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void silentDatacenter_theNextServesAfterOneStall_untilItReturns(RoutingStrategy strategy) {
        World world = new World();
        TestClient client = world.client(DC1_ELSE_DC2, strategy, world.dc1);
        try (Load load = Load.start(1, caller -> client.get("rex"))) {
            loseDatacenter(
                    world, client, load, TestNode::hang, node -> node.slow(RESPONSE_TIME), SWITCH_LIMIT_IF_SILENT);
        }
    }

    private static void loseDatacenter(
            World world,
            TestClient client,
            Load load,
            Consumer<TestNode> lose,
            Consumer<TestNode> recover,
            Duration switchLimit) {
        awaitUp(client, world.cluster.nodes());
        awaitOnlyTheseServe(world, world.dc1, load, SWITCH_LIMIT);
        BooleanSupplier dc2Serves = serve(world.dc2);
        world.dc1.forEach(lose);
        Await.until("dc2 serves", switchLimit, dc2Serves);
        elapse(Duration.ofSeconds(2));
        world.dc1.forEach(recover);
        awaitOnlyTheseServe(world, world.dc1, load, DATACENTER_RETURN_LIMIT);
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void strictRack_isNeverLeft(RoutingStrategy strategy) {
        World world = new World();
        TestClient client = world.client(RoutingScope.rack("dc1", "r2").strict(), strategy, world.rack2);
        try (Load load = write(client)) {
            awaitUp(client, world.rack2);
            world.rack2.get(0).stop();
            load.awaitCalls(SERVING);
            assertThat(load.errors()).isEmpty();
            world.rack2.get(1).stop();
            Await.until("requests fail", () -> load.errors().size() >= CALLERS);
            elapse(Duration.ofSeconds(1));
            world.rack2.forEach(TestNode::start);
            Await.until("the rack serves again", RACK_RETURN_LIMIT, serve(world.rack2));
        }
        assertThat(requests(world.rack1)).isZero();
        assertThat(requests(world.dc2)).isZero();
    }

    // --- scopes of other shapes

    @ParameterizedTest
    @EnumSource
    void cluster_usesAllNodesOfTheSeedsDatacenters(RoutingStrategy strategy) {
        World world = new World();
        List<TestNode> seeds = List.of(world.dc1.get(0), world.dc2.get(0));
        TestClient client = world.client(RoutingScope.cluster(), strategy, seeds);
        try (Load load = Load.start(MANY_CALLERS, caller -> client.put("rex"))) {
            Await.until(
                    "all nodes serve",
                    () -> world.cluster.nodes().stream().allMatch(node -> node.requests() > SERVING));
            assertThat(load.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void unknownRack_itsDatacenterServes_withOneWarning(RoutingStrategy strategy) {
        World world = new World();
        TestClient client = world.client(RoutingScope.rack("dc1", "typo"), strategy, world.dc1);
        try (Load load = Load.start(MANY_CALLERS, caller -> client.put("rex"))) {
            Await.until("the data center serves", () -> world.dc1.stream().allMatch(node -> node.requests() > SERVING));
            elapse(INTERVAL.multipliedBy(6));
            assertThat(load.errors()).isEmpty();
        }
        assertThat(requests(world.dc2)).isZero();
        assertThat(log.warnings())
                .singleElement()
                .asString()
                .contains("no node is in scope", "typo", "check the names");
    }

    // --- servers and seeds that do not fit the scope

    @ParameterizedTest
    @EnumSource
    void serverIgnoresDatacenterAndRack_noRequestFails_withOneWarning(RoutingStrategy strategy) {
        World world = new World(AlternatorTestCluster.builder().ignoreDatacenterAndRack());
        TestClient client = world.client(RACK_OF_ONE, strategy, world.dc1);
        try (Load load = write(client)) {
            awaitUp(client, world.dc1);
            elapse(INTERVAL.multipliedBy(6));
            load.awaitCalls(SERVING);
            assertThat(load.errors()).isEmpty();
        }
        assertThat(requests(world.dc2)).isZero();
        assertThat(log.warnings()).singleElement().asString().contains("ignores the options dc and rack");
    }

    @ParameterizedTest
    @EnumSource
    void localWithSeedsInTwoDatacenters_noRequestFails_withOneWarning(RoutingStrategy strategy) {
        World world = new World();
        List<TestNode> seeds = List.of(world.dc1.get(0), world.dc2.get(0));
        TestClient client = world.client(RoutingScope.local(), strategy, seeds);
        try (Load load = write(client)) {
            Await.until("a warning", () -> !log.warnings().isEmpty());
            elapse(INTERVAL.multipliedBy(6));
            load.awaitCalls(SERVING);
            assertThat(load.errors()).isEmpty();
        }
        assertThat(log.warnings()).singleElement().asString().contains(".scope(");
    }
}
