package io.alternator.http.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import io.alternator.http.testkit.NodeFault;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** The contract of a balanced client. Each subclass runs it over one SDK HTTP client. */
@Timeout(180) // a caller that does not go where it should fails its test instead of repeating for ever
public abstract class ClientContract {
    protected static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDTEST", "secret");
    private static final String DOMAIN = "dog.scylla.invalid";
    private static final Duration STALL = Duration.ofMillis(1500); // default stall time plus probe timeout
    private static final Duration LEARNT_LATENCY = Duration.ofMillis(100);
    private static final String REQUESTS = "alternator.client.requests";
    private static final int HEDGE_BURST = 10; // what the budget can have saved up
    private static final Duration MAX_EJECTION = Duration.ofSeconds(5); // the default of 60 s is too long for a test

    @RegisterExtension
    static final AlternatorClusterExtension EXTENSION =
            AlternatorClusterExtension.of(cluster -> cluster.nodes(3).verifySignatures(CREDENTIALS));

    @RegisterExtension
    static final AlternatorClusterExtension ANONYMOUS = AlternatorClusterExtension.of(cluster -> cluster.nodes(3));

    /** A clock that one SDK client has adopted is that of all later ones in the JVM. */
    @BeforeEach
    @AfterEach
    void resetTheSdksClock() {
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    /** A client that wraps a built HTTP client, without a configuration. */
    protected abstract TestClient zeroConfig(URI endpoint, AwsCredentialsProvider credentials);

    /** A client with a configuration, over the HTTP client's builder. */
    protected abstract TestClient configured(AlternatorConfig config, AwsCredentialsProvider credentials);

    /** The same, with one connection per pool and a short acquisition timeout. */
    protected abstract TestClient withTinyPool(AlternatorConfig config, AwsCredentialsProvider credentials);

    /** Clients over the HTTP client alone, as a control. */
    protected abstract DogTables tables();

    /** False if the HTTP client cannot send a signed Host header. */
    protected boolean keepsHost() {
        return true;
    }

    /** False if the HTTP client's pool has no limit. */
    protected boolean hasPoolLimit() {
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

    private TestClient open(RoutingStrategy strategy) {
        TestClient client = configured(config(strategy).build(), credentials());
        awaitNodes(client, cluster().nodes().stream().filter(TestNode::isListed).count());
        return client;
    }

    private static void awaitNodes(TestClient client, long nodes) {
        Await.until(nodes + " nodes up", () -> client.nodes().size() == nodes && client.count(NodeState.UP) == nodes);
    }

    private List<Long> requests() {
        return cluster().nodes().stream().map(TestNode::requests).toList();
    }

    @Tag("platform")
    @Test
    void perRequest_roundRobinSpreadsEvenly() {
        AlternatorConfig config = config(RoutingStrategy.PER_REQUEST)
                .policy(LoadBalancingPolicy.roundRobin()) // the default policy may consider a cold node slow
                .build();
        try (TestClient client = configured(config, credentials())) {
            awaitNodes(client, cluster().nodes().size());
            client.get(30 * cluster().nodes().size());
            assertThat(requests()).allMatch(requests -> requests == 30);
        }
    }

    @Test
    void perConnection_oneCallerStaysOnOneNode() {
        AlternatorConfig config = config(RoutingStrategy.PER_CONNECTION)
                .policy(LoadBalancingPolicy.roundRobin()) // as above
                .stallTime(Duration.ofSeconds(20)) // else a second with more than 10 ms per call moves the caller
                .build();
        try (TestClient client = configured(config, credentials())) {
            awaitNodes(client, cluster().nodes().size());
            client.get(30);
            assertThat(requests())
                    .containsOnlyOnce(30L)
                    .filteredOn(requests -> requests == 0)
                    .hasSize(requests().size() - 1);
        }
    }

    @Tag("platform")
    @Test
    void zeroConfig_discoversTheNodes() {
        try (TestClient client = zeroConfig(cluster().endpoint(), credentials())) {
            if (!keepsHost()) {
                client.get("first");
            }
            Await.until("all nodes have a request", () -> {
                client.get("item");
                return requests().stream().allMatch(requests -> requests > 0);
            });
        }
    }

    @Test
    void zeroConfig_serverWithoutANodeListIsAClusterOfOne() {
        cluster().answerLocalNodes(CannedReply.of(404, "not found"));
        try (TestClient client = zeroConfig(cluster().endpoint(), credentials())) {
            client.get(10);
            assertThat(client.nodes()).hasSize(1);
            assertThat(cluster().node(0).requests()).isEqualTo(10);
        }
    }

    @Tag("platform")
    @Test
    void hostHeaderIsTheDomain_onEveryNode() {
        try (TestClient client = open(RoutingStrategy.PER_REQUEST)) {
            client.get(cluster().nodes().size());
            Set<String> hosts = cluster().nodes().stream()
                    .map(node -> node.lastRequest().orElseThrow().header("host"))
                    .collect(Collectors.toSet());
            assertThat(hosts.contains(DOMAIN + ":" + cluster().port())).isEqualTo(keepsHost());
        }
    }

    /** The test cluster verifies signatures. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void userAgentIsTrimmedIfConfigured_andTheSignatureIsValid(boolean trim) {
        AlternatorConfig config =
                config(RoutingStrategy.PER_REQUEST).trimUserAgent(trim).build();
        try (TestClient client = configured(config, credentials())) {
            client.get("item");
            String userAgent = cluster().nodes().stream()
                    .flatMap(node -> node.lastRequest().stream())
                    .findFirst()
                    .orElseThrow()
                    .header("user-agent");
            assertThat(userAgent).matches(trim ? "aws-sdk-java/[0-9.]+" : "aws-sdk-java/[0-9.]+ .{100,}");
        }
    }

    @Tag("platform")
    @Test
    void anonymousRequest_hasAHostHeaderWithPort() {
        AlternatorTestCluster cluster = ANONYMOUS.cluster();
        try (TestClient client =
                configured(cluster.config().domain(DOMAIN).build(), AnonymousCredentialsProvider.create())) {
            client.get("item");
            String host = cluster.nodes().stream()
                    .flatMap(node -> node.lastRequest().stream())
                    .findFirst()
                    .orElseThrow()
                    .header("host");
            assertThat(host).endsWith(":" + cluster.port());
        }
    }

    @Tag("platform")
    @Test
    void signedRequestIsRejected_ifTheClientCannotKeepTheHostHeader() {
        if (keepsHost()) {
            return;
        }
        try (TestClient client = configured(
                config(RoutingStrategy.PER_REQUEST).build(), StaticCredentialsProvider.create(CREDENTIALS))) {
            assertThatThrownBy(() -> client.get("item"))
                    .hasStackTraceContaining("signed Host header")
                    .hasStackTraceContaining("ApacheHttpClient");
            assertThat(client.inFlight()).isZero();
        }
    }

    @Tag("platform")
    @ParameterizedTest
    @EnumSource
    void killedNode_causesNoError_andGetsTrafficAfterRestart(RoutingStrategy strategy) {
        try (TestClient client = open(strategy);
                Load load = Load.start(8, caller -> client.get("caller-" + caller))) {
            load.awaitCalls(400);
            TestNode killed = cluster().node(1);
            killed.stop();
            load.awaitCalls(400);
            assertThat(client.count(NodeState.UP)).isEqualTo(cluster().nodes().size() - 1);
            killed.start();
            long before = killed.requests();
            Await.until("traffic is back", () -> killed.requests() > before + 20);
            assertThat(load.errors()).isEmpty();
        }
    }

    @Tag("platform")
    @ParameterizedTest
    @EnumSource
    void nodeIsReportedInTheSdkMetrics(RoutingStrategy strategy) {
        Queue<MetricCollection> published = new ConcurrentLinkedQueue<>();
        try (TestClient client = open(strategy)) {
            client.get(GetItemRequest.builder()
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
    void health_reportsNodesThatAreDown() {
        try (TestClient client = open(RoutingStrategy.PER_REQUEST)) {
            assertThat(client.health().status()).isEqualTo(ClientHealth.Status.UP);
            assertThat(client.health().details()).containsEntry("nodesDown", 0L);
            TestNode killed = cluster().node(1);
            killed.stop();
            Await.until("a request has failed on the killed node", () -> {
                client.get("rex");
                return client.count(NodeState.DOWN) == 1;
            });
            assertThat(client.health().status()).isEqualTo(ClientHealth.Status.UP);
            assertThat(client.health().details()).containsEntry("nodesDown", 1L);
            assertThat(client.health().details().get("nodes"))
                    .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
                    .hasEntrySatisfying(
                            killed.address().toString(),
                            detail -> assertThat(detail).startsWith("DOWN since "));
            cluster().nodes().forEach(TestNode::stop);
            assertThatThrownBy(() -> client.get("rex")).isInstanceOf(SdkException.class);
            Await.until("all are down", () -> client.health().status() == ClientHealth.Status.DOWN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void stoppedSeed_isTolerated(RoutingStrategy strategy) {
        try (TestClient client = open(strategy)) {
            cluster().node(0).stop();
            client.get(60);
            assertThat(client.inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void allNodesDown_requestsFail_untilOneRestarts(RoutingStrategy strategy) {
        try (TestClient client = open(strategy)) {
            cluster().nodes().forEach(TestNode::stop);
            assertThatThrownBy(() -> client.get("item")).isInstanceOf(SdkException.class);
            cluster().node(2).start();
            Await.until("the node is back", () -> client.count(NodeState.UP) == 1);
            client.get(10);
            assertThat(cluster().node(2).requests()).isEqualTo(10);
        }
    }

    @Tag("platform")
    @ParameterizedTest
    @EnumSource
    void nodeThatAnswers500_isRetriedOnAnotherNode(RoutingStrategy strategy) {
        try (TestClient client = open(strategy)) {
            cluster().node(1).fail(500);
            client.get(30);
            assertThat(cluster().node(1).requests()).isLessThanOrEqualTo(30);
            assertThat(client.count(NodeState.UP)).isEqualTo(cluster().nodes().size());
        }
    }

    @Tag("platform")
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
    void interruptedOrRefusedRequest_isRetriedOnAnotherNode(NodeFault fault) {
        for (RoutingStrategy strategy : RoutingStrategy.values()) {
            try (TestClient client = open(strategy)) {
                fault.inject(cluster().node(1));
                client.get(15);
                Await.until("nothing in flight", () -> client.inFlight() == 0);
            }
            cluster().reset();
        }
    }

    @Tag("platform")
    @ParameterizedTest
    @EnumSource
    void stalledResponse_isCancelledAfterTheStallTime_andRetriedOnAnotherNode(RoutingStrategy strategy) {
        try (TestClient client = open(strategy)) {
            client.get("first");
            TestNode bad = cluster().nodes().stream()
                    .filter(node -> node.requests() == 1)
                    .findFirst()
                    .orElseThrow(); // with PER_CONNECTION, the next request goes to the same node
            bad.hangMidBody();
            long start;
            do {
                start = System.nanoTime();
                client.get("item");
            } while (bad.requests() == 1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(STALL, STALL.plusMillis(1500));
            assertThat(bad.requests()).isEqualTo(2);
            Await.until("nothing in flight", () -> client.inFlight() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void callerTimeout_doesNotCountAgainstTheNode(RoutingStrategy strategy) {
        try (TestClient client = open(strategy)) {
            cluster().nodes().forEach(TestNode::hang);
            for (int i = 0; i < 6; i++) {
                assertThatThrownBy(() -> client.get(requestWithShortTimeouts())).isInstanceOf(SdkException.class);
            }
            Await.until("nothing in flight", () -> client.inFlight() == 0);
            assertThat(client.nodes())
                    .filteredOn(node ->
                            node.state() == NodeState.DOWN && !node.reason().contains("timeout"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void hangingNodeGoesDown_thoughAllCallersGiveUpBeforeTheStallTime(RoutingStrategy strategy) {
        try (TestClient client = open(strategy);
                Load load = Load.start(4, caller -> getWithShortTimeouts(client))) {
            load.awaitCalls(40);
            TestNode hanging = nodeInUse(load);
            hanging.hang();
            Await.until(
                    "the node is DOWN",
                    Duration.ofSeconds(10),
                    () -> client.nodes().stream()
                            .anyMatch(node ->
                                    node.address().equals(hanging.address()) && node.state() == NodeState.DOWN));
        }
    }

    /** The node that gets the most of the next calls. With PER_CONNECTION, callers keep their nodes, so that another may get none. */
    private TestNode nodeInUse(Load load) {
        List<Long> before = requests();
        load.awaitCalls(40);
        List<Long> after = requests();
        return IntStream.range(0, before.size())
                .boxed()
                .max(Comparator.comparing(node -> after.get(node) - before.get(node)))
                .map(cluster()::node)
                .orElseThrow();
    }

    private static void getWithShortTimeouts(TestClient client) {
        try {
            client.get(requestWithShortTimeouts());
        } catch (SdkException timedOut) {
            // the test is about what the client learns from it
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesOnAHangingNode_waitUntilItResumes_andAreSentOnce(RoutingStrategy strategy) {
        cluster().nodes().forEach(TestNode::resetCounters);
        AtomicLong written = new AtomicLong();
        try (TestClient client = open(strategy)) {
            try (Load load = Load.start(8, caller -> {
                client.put("written-" + caller);
                written.incrementAndGet();
            })) {
                load.awaitCalls(80);
                TestNode hanging = nodeInUse(load);
                hanging.hang();
                Await.until("the node is DOWN", Duration.ofSeconds(10), () -> client.count(NodeState.DOWN) == 1);
                load.awaitCalls(80); // on the other nodes
                hanging.heal();
                load.awaitCalls(80);
                assertThat(load.errors()).isEmpty();
            }
            assertThat(sum(requests())).isEqualTo(written.get());
        }
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void slowNode_itsReadsAreHedged_andAnsweredOnce(RoutingStrategy strategy) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (TestClient client = openHedging(strategy, registry)) {
            TestNode slow = makeSlow(client, Duration.ofSeconds(4));
            int calls = callsThatReachEachNode();
            long sentBefore = sent(registry);
            long attemptsBefore = attempts(registry.find(REQUESTS));
            long slowBefore = attempts(onNode(registry, slow));
            for (int i = 0; i < calls; i++) {
                long start = System.nanoTime();
                client.get("hedged-" + i);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("call %s; hedges refused: %s, sent: %s", i, hedges(registry, "refused"), sent(registry))
                        .isLessThan(Duration.ofSeconds(2));
            }
            Await.until("nothing in flight", () -> client.inFlight() == 0);
            long hedges = sent(registry) - sentBefore;
            long onSlow = attempts(onNode(registry, slow))
                    - slowBefore; // a machine that is slow itself sends some of them too late
            assertThat(onSlow).isPositive();
            assertThat(hedges(registry, "won")).isPositive();
            assertThat(hedges)
                    .as("hedges: each request on the slow node has one elsewhere, or is one")
                    .isGreaterThanOrEqualTo(onSlow);
            assertThat(attempts(registry.find(REQUESTS)) - attemptsBefore).isEqualTo(calls + hedges);
            assertThat(sum(requests())).isBetween((long) calls, calls + hedges);
            assertThat(client.count(NodeState.UP)).isEqualTo(cluster().nodes().size());
        }
    }

    private static Search onNode(MeterRegistry registry, TestNode node) {
        return registry.find(REQUESTS).tag("node", node.address().toString());
    }

    private static long attempts(Search timers) {
        return timers.timers().stream().mapToLong(Timer::count).sum();
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void slowNode_itsWritesAreNotHedged(RoutingStrategy strategy) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (TestClient client = openHedging(strategy, registry)) {
            TestNode slow = makeSlow(client, Duration.ofMillis(400));
            int calls = callsThatReachEachNode();
            long before = sent(registry);
            for (int i = 0; i < calls; i++) {
                client.put("written-" + i);
            }
            assertThat(slow.requests()).isPositive();
            assertThat(sum(requests())).isEqualTo(calls);
            assertThat(sent(registry)).isEqualTo(before);
        }
    }

    /**
     * Opens a client with hedging that has learnt a read latency of about 100 ms. With that, a read that is up to 10 ms slower than
     * usual is not hedged, and the set-up itself spends little of the budget.
     */
    private TestClient openHedging(RoutingStrategy strategy, MeterRegistry registry) {
        AlternatorConfig config = config(strategy)
                .policy(LoadBalancingPolicy.roundRobin()) // the default policy would rarely pick the slow node
                .hedging(true)
                .meterRegistry(registry)
                .build();
        TestClient client = configured(config, credentials());
        awaitNodes(client, cluster().nodes().size());
        call(4, 100, caller -> client.put("warm-" + caller));
        cluster().nodes().forEach(node -> node.slow(LEARNT_LATENCY));
        call(
                4,
                115,
                caller -> client.get("caller-" + caller)); // 100 samples are needed, and simultaneous ones count once
        for (long earned = 0; earned < Math.min(sent(registry), HEDGE_BURST); earned++) {
            call(
                    16,
                    50,
                    caller -> client.get("caller-" + caller)); // earns what the set-up has spent of the hedging budget
        }
        cluster().nodes().forEach(TestNode::heal);
        client.get(100); // fills the hedging budget
        return client;
    }

    private static void call(int callers, int times, IntConsumer call) {
        try (Load load = Load.start(callers, call)) {
            load.awaitCalls(times);
        }
    }

    /** Other tests may have added nodes. The hedging budget allows seven hedges, which all calls of PER_CONNECTION may need. */
    private int callsThatReachEachNode() {
        int calls = cluster().nodes().size() + 1;
        assertThat(calls).as("hedges within the budget").isLessThanOrEqualTo(7);
        return calls;
    }

    /** Slows down the node to which one of the next requests goes. */
    private TestNode makeSlow(TestClient client, Duration delay) {
        cluster().nodes().forEach(TestNode::resetCounters);
        client.get("probe");
        Await.until("nothing in flight", () -> client.inFlight() == 0); // what a hedge replaced is counted as it ends
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
    void exhaustedPool_doesNotCountAgainstNodes() {
        if (!hasPoolLimit()) {
            return;
        }
        AlternatorConfig config = config(RoutingStrategy.PER_REQUEST)
                .discoveryInterval(Duration.ofSeconds(30))
                .build();
        try (TestClient client = withTinyPool(config, credentials())) {
            awaitNodes(client, cluster().nodes().size());
            cluster().nodes().forEach(node -> node.slow(Duration.ofSeconds(2)));
            try (Load load = Load.start(12, caller -> client.get("caller-" + caller))) {
                Await.until("a caller got no connection", () -> !load.errors().isEmpty());
                assertThat(client.count(NodeState.UP))
                        .isEqualTo(cluster().nodes().size());
                cluster().nodes().forEach(TestNode::heal);
            }
            client.get(10);
        }
    }

    @Tag("platform")
    @ParameterizedTest
    @EnumSource
    void nodeWithAWrongClock_causesNoErrors_andTheSdkKeepsItsClock(RoutingStrategy strategy) {
        if (!keepsHost()) {
            return; // unsigned requests have no clock
        }
        try (TestClient client = open(strategy)) {
            TestNode wrong = cluster().nodes().get(0);
            wrong.wrongClock(Duration.ofMinutes(20));
            cluster().nodes().forEach(TestNode::resetCounters);
            LongAdder calls = new LongAdder();
            try (Load load = Load.start(8, caller -> {
                calls.increment();
                client.get("caller-" + caller);
            })) {
                load.awaitCalls(2000);
                Await.until("the node is used", () -> wrong.requests() > 0);
                assertThat(load.errors().size()).as("errors of %s calls", calls).isZero();
            }
            System.out.printf(
                    "%s %s: wrong clock, %d requests for %d calls%n",
                    getClass().getSimpleName(), strategy, sum(requests()), calls.sum());
            assertThat((double) sum(requests())).isLessThanOrEqualTo(1.05 * (double) calls.sum());
            assertThat(client.count(NodeState.UP)).isEqualTo(cluster().nodes().size());
            TestNode right = cluster().nodes().get(1);
            Await.until("another node is used", () -> {
                client.get(1);
                return right.requests() > 0;
            });
            assertThat(signedAt(right)).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
        }
    }

    /** The control: one bare client on a healthy node, and one on the node with the wrong clock. */
    @Test
    void nodeWithAWrongClock_concernsNoBareClientOfAnotherNode_andItsOwnOneAdoptsThatClock() {
        if (!keepsHost()) {
            return;
        }
        Duration ahead = Duration.ofMinutes(20);
        TestNode wrong = cluster().node(0);
        TestNode right = cluster().node(1);
        wrong.wrongClock(ahead);
        try (DogTable onRight = bare(right);
                DogTable onWrong = bare(wrong)) {
            for (int i = 0; i < 100; i++) {
                onRight.get("rex");
                onWrong.get("rex");
            }
            assertThat(right.requests()).as("1.00 attempts for each call").isEqualTo(100);
            assertThat(signedAt(right)).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
            assertThat(wrong.requests()).as("the first one is refused").isEqualTo(101);
            assertThat(signedAt(wrong)).isCloseTo(Instant.now().plus(ahead), within(5, ChronoUnit.MINUTES));
        }
    }

    private DogTable bare(TestNode node) {
        return tables().bare(
                        URI.create("http://" + node.connectAddress()),
                        credentials(),
                        ClientOverrideConfiguration.builder().build());
    }

    @ParameterizedTest
    @EnumSource
    void clientWithAWrongClock_adoptsThatOfTheNodes(RoutingStrategy strategy) {
        if (!keepsHost()) {
            return;
        }
        cluster().nodes().forEach(node -> node.wrongClock(Duration.ofMinutes(-20)));
        try (TestClient client = open(strategy)) {
            cluster().nodes().forEach(TestNode::resetCounters);
            client.get(100);
            assertThat(sum(requests())).isLessThanOrEqualTo(105);
        }
    }

    private static Instant signedAt(TestNode node) {
        String date = node.lastRequest().orElseThrow().header("X-Amz-Date");
        return Instant.from(DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX")
                .withZone(ZoneOffset.UTC)
                .parse(date));
    }

    @ParameterizedTest
    @EnumSource
    void joiningNodeIsUsed_andLeavingNodeIsRemoved(RoutingStrategy strategy) {
        try (TestClient client = open(strategy);
                Load load = Load.start(8, caller -> client.get("caller-" + caller))) {
            load.awaitCalls(100);
            TestNode joined = cluster().addNode();
            Await.until("the new node is used", () -> joined.requests() > 20);
            joined.unlist();
            Await.until(
                    "the node is removed",
                    () -> client.nodes().stream()
                            .noneMatch(node -> node.address().equals(joined.address())));
            joined.resetCounters();
            load.awaitCalls(100);
            assertThat(joined.requests()).isZero();
            assertThat(load.errors()).isEmpty();
            joined.stop();
        }
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void chaos_causesNoErrors_andLeaksNothing(RoutingStrategy strategy) {
        runChaos("chaos-" + strategy, config(strategy));
    }

    @Tag("soak")
    @Test
    void chaosWithHedging_causesNoErrors_andLeaksNothing() {
        runChaos("hedged-chaos", config(RoutingStrategy.PER_REQUEST).hedging(true));
    }

    private void runChaos(String name, AlternatorConfig.Builder settings) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AlternatorConfig config = settings.seeds(cluster().nodes().stream()
                        .map(node -> node.connectAddress().toString())
                        .toList())
                .name(name)
                .meterRegistry(registry)
                .meterGrace(Duration.ofMillis(1))
                .maxEjectionTime(MAX_EJECTION)
                .build();
        LongAdder requests = new LongAdder();
        try (TestClient client = configured(config, credentials())) {
            try (Load load = Load.start(16, caller -> {
                requests.increment();
                client.get("caller-" + caller + "-" + requests.sum());
            })) {
                List<String> events = Chaos.run(cluster());
                System.out.printf(
                        "%s %s: %s; %d events, %d requests, %d errors%n",
                        getClass().getSimpleName(),
                        name,
                        events.get(0),
                        events.size() - 1,
                        requests.sum(),
                        load.errors().size());
                assertThat(load.errors()).as(() -> String.join("\n", events)).isEmpty();
            }
            Await.until(
                    "all nodes are up again",
                    () -> client.count(NodeState.UP) == cluster().nodes().size());
            Await.until("nothing in flight", () -> client.inFlight() == 0);
            double idle = registry.get("alternator.client.connections").tag("state", "idle").gauges().stream()
                    .mapToDouble(Gauge::value)
                    .sum();
            assertThat(idle)
                    .isEqualTo(
                            client.nodes().stream().mapToInt(NodeStatus::leases).sum());
        }
        Meters.awaitNone(registry);
        Await.until("no thread is left", () -> threads(name).isEmpty());
    }

    @Tag("platform")
    @ParameterizedTest
    @EnumSource
    void closedClient_leavesNoThread(RoutingStrategy strategy) {
        TestClient client = configured(config(strategy).build(), credentials());
        client.get(10);
        assertThat(threads("alternator-")).isNotEmpty();
        client.close();
        client.close();
        Await.until("no thread is left", () -> threads("alternator-").isEmpty());
    }

    private static GetItemRequest requestWithShortTimeouts() {
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
