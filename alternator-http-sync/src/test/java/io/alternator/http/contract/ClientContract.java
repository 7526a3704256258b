package io.alternator.http.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.AlternatorMetric;
import io.alternator.http.ClientHealth;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorClusterExtension;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.CannedReply;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** The promises. A subclass wraps one SDK HTTP client. */
public abstract class ClientContract {
    protected static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDTEST", "secret");
    private static final String DOMAIN = "dog.scylla.invalid";
    private static final Duration STALL = Duration.ofMillis(1500); // the default stall time and the probe's
    private static final int HEDGED_CALLS = 4; // half of them go to the slow node, and the budget has seven
    private static final Duration LONGEST_EJECTION = Duration.ofSeconds(5); // by default 60 s: no wait for a test

    @RegisterExtension
    static final AlternatorClusterExtension EXTENSION =
            AlternatorClusterExtension.of(cluster -> cluster.nodes(3).verifySignatures(CREDENTIALS));

    @RegisterExtension
    static final AlternatorClusterExtension ANONYMOUS = AlternatorClusterExtension.of(cluster -> cluster.nodes(3));

    /** A client over a finished HTTP client, without a configuration. */
    protected abstract Db zeroConfig(URI endpoint, AwsCredentialsProvider credentials);

    /** A client by configuration, over the HTTP client's builder. */
    protected abstract Db configured(AlternatorConfig config, AwsCredentialsProvider credentials);

    /** The same, with one connection per pool and a short patience for it. */
    protected abstract Db withTinyPool(AlternatorConfig config, AwsCredentialsProvider credentials);

    /** False for a client that cannot send a signed Host header. */
    protected boolean keepsHost() {
        return true;
    }

    /** False for a client whose pool has no limit. */
    protected boolean limitsItsPool() {
        return true;
    }

    private AlternatorTestCluster cluster() {
        return keepsHost() ? EXTENSION.cluster() : ANONYMOUS.cluster();
    }

    private AwsCredentialsProvider credentials() {
        return keepsHost() ? StaticCredentialsProvider.create(CREDENTIALS) : AnonymousCredentialsProvider.create();
    }

    private AlternatorConfig.Builder config(RoutingStrategy strategy) {
        return cluster()
                .config()
                .domain(DOMAIN)
                .strategy(strategy)
                .discoveryInterval(Duration.ofMillis(300))
                .ejectionTime(Duration.ofMillis(200));
    }

    private Db open(RoutingStrategy strategy) {
        Db db = configured(config(strategy).build(), credentials());
        awaitNodes(db, cluster().nodes().stream().filter(TestNode::isListed).count());
        return db;
    }

    private static void awaitNodes(Db db, long nodes) {
        Await.until(nodes + " nodes up", () -> db.nodes().size() == nodes && db.count(NodeState.UP) == nodes);
    }

    private List<Long> requests() {
        return cluster().nodes().stream().map(TestNode::requests).toList();
    }

    @Test
    void perRequest_roundRobinSpreadsExactly() {
        AlternatorConfig config = config(RoutingStrategy.PER_REQUEST)
                .policy(LoadBalancingPolicy.roundRobin()) // the default may find a cold node slow
                .build();
        try (Db db = configured(config, credentials())) {
            awaitNodes(db, cluster().nodes().size());
            db.get(30 * cluster().nodes().size());
            assertThat(requests()).allMatch(requests -> requests == 30);
        }
    }

    @Test
    void perConnection_oneCallerStaysOnOneNode() {
        try (Db db = open(RoutingStrategy.PER_CONNECTION)) {
            db.get(30);
            assertThat(requests())
                    .containsOnlyOnce(30L)
                    .filteredOn(requests -> requests == 0)
                    .hasSize(requests().size() - 1);
        }
    }

    @Test
    void zeroConfig_findsTheNodes() {
        try (Db db = zeroConfig(cluster().endpoint(), credentials())) {
            if (!keepsHost()) {
                db.get("first");
            }
            Await.until("all nodes have a request", () -> {
                db.get("item");
                return requests().stream().allMatch(requests -> requests > 0);
            });
        }
    }

    @Test
    void zeroConfig_serverWithoutAListIsAClusterOfOne() {
        cluster().answerLocalNodes(new CannedReply(404, "no such thing"));
        try (Db db = zeroConfig(cluster().endpoint(), credentials())) {
            db.get(10);
            assertThat(db.nodes()).hasSize(1);
            assertThat(cluster().node(0).requests()).isEqualTo(10);
        }
    }

    @Test
    void hostHeaderIsTheDomain_onEveryNode() {
        try (Db db = open(RoutingStrategy.PER_REQUEST)) {
            db.get(cluster().nodes().size());
            Set<String> hosts = cluster().nodes().stream()
                    .map(node -> node.lastRequest().orElseThrow().header("host"))
                    .collect(Collectors.toSet());
            assertThat(hosts.contains(DOMAIN + ":" + cluster().port())).isEqualTo(keepsHost());
        }
    }

    /** The cluster checks signatures. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void userAgentIsTrimmedIfAskedFor_andTheSignatureHolds(boolean trim) {
        AlternatorConfig config =
                config(RoutingStrategy.PER_REQUEST).trimUserAgent(trim).build();
        try (Db db = configured(config, credentials())) {
            db.get("item");
            String userAgent = cluster().nodes().stream()
                    .flatMap(node -> node.lastRequest().stream())
                    .findFirst()
                    .orElseThrow()
                    .header("user-agent");
            assertThat(userAgent).matches(trim ? "aws-sdk-java/[0-9.]+" : "aws-sdk-java/[0-9.]+ .{100,}");
        }
    }

    @Test
    void anonymousRequestGetsAHostWithItsPort() {
        AlternatorTestCluster cluster = ANONYMOUS.cluster();
        try (Db db = configured(cluster.config().domain(DOMAIN).build(), AnonymousCredentialsProvider.create())) {
            db.get("item");
            String host = cluster.nodes().stream()
                    .flatMap(node -> node.lastRequest().stream())
                    .findFirst()
                    .orElseThrow()
                    .header("host");
            assertThat(host).endsWith(":" + cluster.port());
        }
    }

    @Test
    void signedUseIsRefusedWhereTheHostHeaderWouldBreak() {
        if (keepsHost()) {
            return;
        }
        try (Db db = configured(
                config(RoutingStrategy.PER_REQUEST).build(), StaticCredentialsProvider.create(CREDENTIALS))) {
            assertThatThrownBy(() -> db.get("item"))
                    .hasStackTraceContaining("signed Host header")
                    .hasStackTraceContaining("ApacheHttpClient");
            assertThat(db.inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void killedNode_noErrorAndItsTrafficComesBack(RoutingStrategy strategy) {
        try (Db db = open(strategy);
                Load load = Load.start(8, caller -> db.get("caller-" + caller))) {
            load.awaitCalls(400);
            TestNode victim = cluster().node(1);
            victim.stop();
            load.awaitCalls(400);
            assertThat(db.count(NodeState.UP)).isEqualTo(cluster().nodes().size() - 1);
            victim.start();
            long before = victim.requests();
            Await.until("traffic is back", () -> victim.requests() > before + 20);
            assertThat(load.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodeIsInTheSdksOwnMetrics(RoutingStrategy strategy) {
        Queue<MetricCollection> published = new ConcurrentLinkedQueue<>();
        try (Db db = open(strategy)) {
            db.get(GetItemRequest.builder()
                    .tableName("dogs")
                    .key(Map.of("id", AttributeValue.fromS("rex")))
                    .overrideConfiguration(call -> call.addMetricPublisher(publisher(published)))
                    .build());
            String node = cluster().nodes().stream()
                    .filter(candidate -> candidate.requests() == 1)
                    .map(candidate -> candidate.address().toString())
                    .findFirst()
                    .orElseThrow();
            Await.until("the metrics are published", () -> !published.isEmpty());
            assertThat(published.stream().flatMap(ClientContract::nodes)).containsExactly(node);
        }
    }

    private static MetricPublisher publisher(Queue<MetricCollection> published) {
        return new MetricPublisher() {
            @Override
            public void publish(MetricCollection metrics) {
                published.add(metrics);
            }

            @Override
            public void close() {}
        };
    }

    private static Stream<String> nodes(MetricCollection metrics) {
        return Stream.concat(
                metrics.metricValues(AlternatorMetric.NODE).stream(),
                metrics.children().stream().flatMap(ClientContract::nodes));
    }

    @Test
    void health_tellsWhatIsDown() {
        try (Db db = open(RoutingStrategy.PER_REQUEST)) {
            assertThat(db.health().status()).isEqualTo(ClientHealth.Status.UP);
            assertThat(db.health().details()).containsEntry("nodesDown", 0L);
            TestNode killed = cluster().node(1);
            killed.stop();
            Await.until("a request has met the dead node", () -> {
                db.get("rex");
                return db.count(NodeState.DOWN) == 1;
            });
            assertThat(db.health().status()).isEqualTo(ClientHealth.Status.UP);
            assertThat(db.health().details()).containsEntry("nodesDown", 1L);
            assertThat(db.health().details().get("nodes"))
                    .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
                    .hasEntrySatisfying(
                            killed.address().toString(),
                            what -> assertThat(what).startsWith("DOWN since "));
            cluster().nodes().forEach(TestNode::stop);
            assertThatThrownBy(() -> db.get("rex")).isInstanceOf(SdkException.class);
            Await.until("all are down", () -> db.health().status() == ClientHealth.Status.DOWN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void deadSeed_isNoObstacle(RoutingStrategy strategy) {
        try (Db db = open(strategy)) {
            cluster().node(0).stop();
            db.get(60);
            assertThat(db.inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void allNodesDown_isTheCallersToSee_andOverWhenOneReturns(RoutingStrategy strategy) {
        try (Db db = open(strategy)) {
            cluster().nodes().forEach(TestNode::stop);
            assertThatThrownBy(() -> db.get("item")).isInstanceOf(SdkException.class);
            cluster().node(2).start();
            Await.until("the node is back", () -> db.count(NodeState.UP) == 1);
            db.get(10);
            assertThat(cluster().node(2).requests()).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void errors500OfOneNode_retriesGoElsewhere(RoutingStrategy strategy) {
        try (Db db = open(strategy)) {
            cluster().node(1).fail(500);
            db.get(30);
            assertThat(cluster().node(1).requests()).isLessThanOrEqualTo(30);
            assertThat(db.count(NodeState.UP)).isEqualTo(cluster().nodes().size());
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "HANGS_MID_BODY",
                "CLOSES_BEFORE_HEADERS",
                "CLOSES_MID_BODY",
                "RESETS_MID_BODY",
                "TRUNCATES_CHUNKS",
                "SHEDDING",
                "HUNG"
            })
    void whatBreaksOff_isRetriedElsewhere(Misfortune misfortune) {
        for (RoutingStrategy strategy : RoutingStrategy.values()) {
            try (Db db = open(strategy)) {
                misfortune.strike(cluster().node(1));
                db.get(15);
                Await.until("nothing in flight", () -> db.inFlight() == 0);
            }
            cluster().reset();
        }
    }

    @ParameterizedTest
    @EnumSource
    void responseThatStopsInItsMidst_isGivenUpSoon_andRetriedElsewhere(RoutingStrategy strategy) {
        try (Db db = open(strategy)) {
            db.get("first");
            TestNode bad = cluster().nodes().stream()
                    .filter(node -> node.requests() == 1)
                    .findFirst()
                    .orElseThrow(); // with PER_CONNECTION, the next request goes there too
            bad.hangMidBody();
            long start;
            do {
                start = System.nanoTime();
                db.get("item");
            } while (bad.requests() == 1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(STALL, STALL.plusMillis(1500));
            assertThat(bad.requests()).isEqualTo(2);
            Await.until("nothing in flight", () -> db.inFlight() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void callerThatGivesUp_isNotTheNodesFault(RoutingStrategy strategy) {
        try (Db db = open(strategy)) {
            cluster().nodes().forEach(TestNode::hang);
            for (int i = 0; i < 6; i++) {
                assertThatThrownBy(() -> db.get(impatient())).isInstanceOf(SdkException.class);
            }
            Await.until("nothing in flight", () -> db.inFlight() == 0);
            assertThat(db.nodes())
                    .filteredOn(node ->
                            node.state() == NodeState.DOWN && !node.why().contains("timeout"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void slowNode_itsReadsAreSentElsewhereToo_andAnsweredOnce(RoutingStrategy strategy) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Db db = openHedging(strategy, registry)) {
            TestNode slow = makeSlow(db, Duration.ofSeconds(4));
            long before = sent(registry);
            for (int i = 0; i < HEDGED_CALLS; i++) {
                long start = System.nanoTime();
                db.get("hedged-" + i);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("call %s; hedges refused: %s, sent: %s", i, hedges(registry, "refused"), sent(registry))
                        .isLessThan(Duration.ofSeconds(2));
            }
            assertThat(slow.requests()).isPositive();
            assertThat(hedges(registry, "won")).isGreaterThanOrEqualTo(slow.requests());
            assertThat(sum(requests())).isEqualTo(HEDGED_CALLS + sent(registry) - before);
            Await.until("nothing in flight", () -> db.inFlight() == 0);
            assertThat(db.count(NodeState.UP)).isEqualTo(cluster().nodes().size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void slowNode_itsWritesAreSentOnce(RoutingStrategy strategy) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Db db = openHedging(strategy, registry)) {
            TestNode slow = makeSlow(db, Duration.ofMillis(400));
            long before = sent(registry);
            for (int i = 0; i < HEDGED_CALLS; i++) {
                db.put("written-" + i);
            }
            assertThat(slow.requests()).isPositive();
            assertThat(sum(requests())).isEqualTo(HEDGED_CALLS);
            assertThat(sent(registry)).isEqualTo(before);
        }
    }

    /**
     * With hedging, and knowing that reads take some 30 ms: so that none is hedged that takes a little longer than usual, and
     * few were so far.
     */
    private Db openHedging(RoutingStrategy strategy, MeterRegistry registry) {
        AlternatorConfig config = config(strategy)
                .policy(LoadBalancingPolicy.roundRobin()) // the default would ask the slow node too seldom
                .hedging(true)
                .meterRegistry(registry)
                .build();
        Db db = configured(config, credentials());
        awaitNodes(db, cluster().nodes().size());
        call(100, caller -> db.put("warm-" + caller));
        cluster().nodes().forEach(node -> node.slow(Duration.ofMillis(30)));
        call(115, caller -> db.get("caller-" + caller)); // it takes 100, and some that come together count as one
        cluster().nodes().forEach(TestNode::heal);
        db.get(100); // for the budget
        return db;
    }

    private static void call(int times, IntConsumer call) {
        try (Load load = Load.start(4, call)) {
            load.awaitCalls(times);
        }
    }

    /** Makes a node slow that the next request goes to, or one of the next few. */
    private TestNode makeSlow(Db db, Duration delay) {
        cluster().nodes().forEach(TestNode::resetCounters);
        db.get("who is it");
        TestNode next = cluster().nodes().stream()
                .max(Comparator.comparingLong(TestNode::requests))
                .orElseThrow();
        cluster().nodes().forEach(TestNode::resetCounters);
        next.slow(delay);
        return next;
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private static long sent(MeterRegistry registry) {
        return Stream.of("won", "lost", "failed")
                .mapToLong(result -> hedges(registry, result))
                .sum();
    }

    private static long hedges(MeterRegistry registry, String result) {
        return (long) registry.get("alternator.client.hedges")
                .tag("result", result)
                .counter()
                .count();
    }

    @Test
    void exhaustedPool_isNotTheNodesFault() {
        if (!limitsItsPool()) {
            return;
        }
        AlternatorConfig config = config(RoutingStrategy.PER_REQUEST)
                .discoveryInterval(Duration.ofSeconds(30))
                .build();
        try (Db db = withTinyPool(config, credentials())) {
            awaitNodes(db, cluster().nodes().size());
            cluster().nodes().forEach(node -> node.slow(Duration.ofSeconds(2)));
            try (Load load = Load.start(12, caller -> db.get("caller-" + caller))) {
                Await.until("somebody waited in vain", () -> !load.errors().isEmpty());
                assertThat(db.count(NodeState.UP)).isEqualTo(cluster().nodes().size());
                cluster().nodes().forEach(TestNode::heal);
            }
            db.get(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodeThatJoinsIsUsed_nodeThatLeavesIsForgotten(RoutingStrategy strategy) {
        try (Db db = open(strategy);
                Load load = Load.start(8, caller -> db.get("caller-" + caller))) {
            load.awaitCalls(100);
            TestNode joined = cluster().addNode();
            Await.until("the new node is used", () -> joined.requests() > 20);
            joined.unlist();
            Await.until(
                    "the node is forgotten",
                    () -> db.nodes().stream().noneMatch(node -> node.address().equals(joined.address())));
            joined.resetCounters();
            load.awaitCalls(100);
            assertThat(joined.requests()).isZero();
            assertThat(load.errors()).isEmpty();
            joined.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void chaos_isNotTheApplicationsToSee_andLeavesNothingBehind(RoutingStrategy strategy) {
        playChaos("chaos-" + strategy, config(strategy));
    }

    @Test
    void chaosWithHedging_isNotTheApplicationsToSee_andLeavesNothingBehind() {
        playChaos("hedged-chaos", config(RoutingStrategy.PER_REQUEST).hedging(true));
    }

    private void playChaos(String name, AlternatorConfig.Builder settings) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AlternatorConfig config = settings.seeds(cluster().nodes().stream()
                        .map(node -> node.connectAddress().toString())
                        .toList())
                .name(name)
                .meterRegistry(registry)
                .maxEjectionTime(LONGEST_EJECTION)
                .build();
        LongAdder asked = new LongAdder();
        try (Db db = configured(config, credentials())) {
            try (Load load = Load.start(16, caller -> {
                asked.increment();
                db.get("caller-" + caller + "-" + asked.sum());
            })) {
                List<String> story = Chaos.run(cluster());
                System.out.printf(
                        "%s %s: %s; %d events, %d requests, %d errors%n",
                        getClass().getSimpleName(),
                        name,
                        story.get(0),
                        story.size() - 1,
                        asked.sum(),
                        load.errors().size());
                assertThat(load.errors()).as(() -> String.join("\n", story)).isEmpty();
            }
            Await.until(
                    "all is well again",
                    () -> db.count(NodeState.UP) == cluster().nodes().size());
            Await.until("nothing in flight", () -> db.inFlight() == 0);
            double idle = registry.get("alternator.client.connections").tag("state", "idle").gauges().stream()
                    .mapToDouble(Gauge::value)
                    .sum();
            assertThat(idle)
                    .isEqualTo(db.nodes().stream().mapToInt(NodeStatus::leases).sum());
        }
        assertThat(registry.getMeters()).isEmpty();
        Await.until("no thread left", () -> threads(name).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void closedClient_leavesNoThread(RoutingStrategy strategy) {
        String name = "closing-" + strategy;
        Db db = configured(config(strategy).name(name).build(), credentials());
        db.get(10);
        assertThat(threads(name)).isNotEmpty();
        db.close();
        db.close();
        Await.until("no thread left", () -> threads(name).isEmpty());
    }

    private static GetItemRequest impatient() {
        return GetItemRequest.builder()
                .tableName("dogs")
                .key(java.util.Map.of(
                        "id", software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS("slow")))
                .overrideConfiguration(override ->
                        override.apiCallTimeout(Duration.ofMillis(300)).apiCallAttemptTimeout(Duration.ofMillis(100)))
                .build();
    }

    private static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread -> thread.startsWith(prefix))
                .toList();
    }
}
