package io.alternator.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.KeyAffinity;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.CannedReplies;
import io.alternator.http.testkit.CannedReply;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Key affinity of real SDK clients, on clusters that verify signatures. */
public abstract class AffinityContract {
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("user", "password");
    private static final int CALLERS = 32;
    private static final int HOT_KEYS = 50;
    private static final double NEARLY_ALL = 0.999;
    /** Of each key, alone; and as many again while the first JVM writes. */
    private static final int WRITES_OF_THE_SECOND_JVM = 10;

    private static final Pattern KEY = Pattern.compile("\"id\":\\{\"S\":\"([^\"]+)\"}");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Deque<Runnable> cleanup = new ArrayDeque<>();
    private final AtomicInteger phase = new AtomicInteger();

    /** A client over the HTTP client's builder. */
    protected abstract WriteClient open(AlternatorConfig config, AwsCredentialsProvider credentials);

    @AfterEach
    void close() {
        cleanup.forEach(Runnable::run);
    }

    private AlternatorTestCluster start(int nodes, CannedReplies replies) {
        AlternatorTestCluster cluster = AlternatorTestCluster.builder()
                .nodes(nodes)
                .replies(replies)
                .verifySignatures(CREDENTIALS)
                .start();
        cleanup.push(cluster::close);
        return cluster;
    }

    /** A client whose requests the nodes accept. */
    final WriteClient openSigning(AlternatorConfig config) {
        return open(config, StaticCredentialsProvider.create(CREDENTIALS));
    }

    private WriteClient open(AlternatorConfig.Builder config, int nodes) {
        WriteClient client = openSigning(config.meterRegistry(registry).build());
        cleanup.push(client::close);
        Await.until("all nodes are known", () -> areUp(client, nodes));
        return client;
    }

    static boolean areUp(WriteClient client, int nodes) {
        return client.nodes().stream()
                                .filter(node -> node.state() == NodeState.UP)
                                .count()
                        == nodes
                && client.nodes().size() == nodes;
    }

    private double counted(String result) {
        return registry.find("alternator.client.keyed.writes").tag("result", result).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    // --- the published orders, on nodes with the names that they are for

    private static NodeAddress named(int node) {
        return new NodeAddress("node" + node + ".example.com", 8043);
    }

    /** Ten nodes that list themselves by the names of the published vectors. */
    private AlternatorTestCluster startNamed(CannedReplies replies) {
        AlternatorTestCluster cluster = start(10, replies);
        String[] names = IntStream.rangeClosed(1, 10)
                .mapToObj(node -> named(node).host())
                .toArray(String[]::new);
        cluster.nodes().forEach(node -> node.lists(names));
        return cluster;
    }

    private WriteClient openNamed(AlternatorTestCluster cluster, RoutingStrategy strategy, KeyAffinity affinity) {
        return openNamed(cluster, strategy, affinity, false);
    }

    private WriteClient openNamed(
            AlternatorTestCluster cluster, RoutingStrategy strategy, KeyAffinity affinity, boolean compressed) {
        Map<NodeAddress, NodeAddress> targets = new HashMap<>();
        IntStream.rangeClosed(1, 10)
                .forEach(node -> targets.put(named(node), cluster.node(node - 1).connectAddress()));
        return open(
                AlternatorConfig.builder()
                        .seeds(cluster.seed())
                        .port(8043)
                        .nodeFilter(address -> true)
                        .addressTranslator(targets::get)
                        .strategy(strategy)
                        .responseCompression(compressed)
                        .keyAffinity(affinity),
                10);
    }

    /** Sends five times, and returns the node that has received all; fails if there are several. */
    private static int receiver(AlternatorTestCluster cluster, Runnable send) {
        cluster.nodes().forEach(TestNode::resetCounters);
        IntStream.range(0, 5).forEach(i -> send.run());
        List<Integer> received = IntStream.rangeClosed(1, 10)
                .filter(node -> cluster.node(node - 1).requests() > 0)
                .boxed()
                .toList();
        assertThat(received).hasSize(1);
        assertThat(cluster.node(received.get(0) - 1).requests()).isEqualTo(5);
        return received.get(0);
    }

    private static PutItemRequest put(AttributeValue key) {
        return PutItemRequest.builder()
                .tableName("dogs")
                .item(Map.of("name", AttributeValue.fromS("rex"), "id", key, "age", AttributeValue.fromN("3")))
                .build();
    }

    private static BatchWriteItemRequest batch(String... keys) {
        return BatchWriteItemRequest.builder()
                .requestItems(Map.of(
                        "dogs",
                        Stream.of(keys)
                                .map(key -> WriteRequest.builder()
                                        .putRequest(put -> put.item(Map.of("id", AttributeValue.fromS(key))))
                                        .build())
                                .toList()))
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void keysGoToTheNodesOfThePublishedOrders(RoutingStrategy strategy) {
        AlternatorTestCluster cluster = startNamed(CannedReplies.defaults());
        WriteClient client = openNamed(cluster, strategy, KeyAffinity.anyWrite().partitionKey("dogs", "id"));
        PutItemRequest hello = put(AttributeValue.fromS("hello"));
        assertThat(receiver(cluster, () -> client.put(hello))).isEqualTo(8);
        assertThat(receiver(cluster, () -> client.put(put(AttributeValue.fromS("user_123")))))
                .isEqualTo(2);
        assertThat(receiver(cluster, () -> client.put(put(AttributeValue.fromN("42")))))
                .isEqualTo(2);
        SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {1, 2, 3});
        int ofBytes = receiver(cluster, () -> client.put(put(AttributeValue.fromB(bytes))));
        assertThat(receiver(cluster, () -> client.put(put(AttributeValue.fromB(bytes)))))
                .isEqualTo(ofBytes);
        assertThat(receiver(cluster, () -> client.write(batch("hello", "user_123", "hello"))))
                .isEqualTo(8);
        assertThat(receiver(cluster, () -> client.write(batch("hello", "user_123"))))
                .as("a tie goes to the first endpoint")
                .isEqualTo(2);
        assertThat(counted("first_node")).isEqualTo(35);

        cluster.node(7).stop();
        client.put(hello);
        assertThat(receiver(cluster, () -> client.put(hello))).isEqualTo(7);
        assertThat(receiver(cluster, () -> client.put(put(AttributeValue.fromS("user_123")))))
                .isEqualTo(2);
        cluster.node(7).start();
        Await.until("node 8 is back", () -> areUp(client, 10));
        assertThat(receiver(cluster, () -> client.put(hello))).isEqualTo(8);
        assertThat(counted("name_unknown") + counted("not_scalar")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"PER_REQUEST, false", "PER_REQUEST, true", "PER_CONNECTION, false", "PER_CONNECTION, true"})
    void nameIsLearnedFromDescribeTable(RoutingStrategy strategy, boolean compressed) {
        CannedReply description = CannedReply.ok("{\"Table\":{\"TableName\":\"dogs\",\"TableStatus\":\"ACTIVE\","
                + "\"TableArn\":\"" + "a".repeat(4096) + "\"," // long enough to be compressed
                + "\"KeySchema\":[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"},"
                + "{\"AttributeName\":\"name\",\"KeyType\":\"RANGE\"}]}}");
        AlternatorTestCluster cluster =
                startNamed((operation, body) -> operation.equals("DescribeTable") ? description : CannedReply.ok("{}"));
        WriteClient client = openNamed(cluster, strategy, KeyAffinity.anyWrite(), compressed);
        PutItemRequest hello = put(AttributeValue.fromS("hello"));
        Await.until("the list is known, so writes are looked at", () -> {
            client.put(hello);
            return counted("name_unknown") > 0;
        });
        client.put(hello);
        assertThat(counted("name_unknown")).isEqualTo(2);
        client.describe(DescribeTableRequest.builder().tableName("dogs").build());
        assertThat(receiver(cluster, () -> client.put(hello))).isEqualTo(8);
    }

    // --- hot keys

    private static UpdateItemRequest conditionalUpdate(String key, int phase) {
        return UpdateItemRequest.builder()
                .tableName("dogs")
                .key(Map.of("id", AttributeValue.fromS(key)))
                .updateExpression("SET visits = :next")
                .conditionExpression("visits = :last")
                .expressionAttributeValues(
                        Map.of(":last", AttributeValue.fromN("1"), ":next", AttributeValue.fromS(phaseText(phase))))
                .build();
    }

    private static String phaseText(int phase) {
        return "phase-" + phase + ";";
    }

    /** How many writes of each key each node has received, of those that began in one phase of the test. */
    private static final class Received {
        private final String phase;
        private final Map<String, Map<Integer, LongAdder>> counts = new ConcurrentHashMap<>();

        private Received(int phase) {
            this.phase = phaseText(phase);
        }

        private void observe(AlternatorTestCluster cluster) {
            for (int node = 0; node < cluster.nodes().size(); node++) {
                int index = node;
                cluster.node(node).observe(request -> {
                    Matcher key = KEY.matcher(request.body());
                    if (key.find() && request.body().contains(phase)) {
                        counts.computeIfAbsent(key.group(1), added -> new ConcurrentHashMap<>())
                                .computeIfAbsent(index, added -> new LongAdder())
                                .increment();
                    }
                });
            }
        }

        /** True if each key has so many writes. */
        private boolean haveAll(int writes) {
            return counts.size() == HOT_KEYS
                    && counts.values().stream()
                            .allMatch(byNode -> byNode.values().stream()
                                            .mapToLong(LongAdder::sum)
                                            .sum()
                                    >= writes);
        }

        /** The node that has received nearly all writes of each key; fails if a key has none. */
        private Map<String, Integer> nodes() {
            Map<String, Integer> nodes = new TreeMap<>();
            counts.forEach((key, byNode) -> {
                long all = byNode.values().stream().mapToLong(LongAdder::sum).sum();
                Map.Entry<Integer, LongAdder> most = Collections.max(
                        byNode.entrySet(),
                        Map.Entry.comparingByValue((one, other) -> Long.compare(one.sum(), other.sum())));
                assertThat((double) most.getValue().sum() / all)
                        .as("%s: %s", key, byNode)
                        .isGreaterThanOrEqualTo(NEARLY_ALL);
                nodes.put(key, most.getKey());
            });
            return nodes;
        }
    }

    private Load updates(WriteClient client) {
        return Load.start(CALLERS, updates(client, phase::get));
    }

    /** An update of any of the keys. */
    static IntConsumer updates(WriteClient client, IntSupplier phase) {
        return caller -> client.update(
                conditionalUpdate("key-" + ThreadLocalRandom.current().nextInt(HOT_KEYS), phase.getAsInt()));
    }

    /** Where the keys go while the callers write, from now on. */
    private Map<String, Integer> nodesOfKeys(AlternatorTestCluster cluster, Load load) {
        Received received = new Received(phase.get() + 1);
        received.observe(cluster);
        phase.incrementAndGet();
        load.awaitCalls(30L * HOT_KEYS);
        Map<String, Integer> nodes = received.nodes();
        assertThat(nodes).hasSize(HOT_KEYS);
        return nodes;
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void hotKeysMeetOnOneNode_fromAllClients_andOnlyThoseOfALostNodeMove(RoutingStrategy strategy) {
        AlternatorTestCluster cluster = start(3, CannedReplies.defaults());
        AlternatorConfig.Builder config = cluster.config()
                .strategy(strategy)
                .stallTime(Duration.ofSeconds(20)) // a loaded machine makes nodes silent
                .keyAffinity(KeyAffinity.readModifyWrite());
        WriteClient client = open(config, 3);
        WriteClient other = open(config, 3);
        Map<String, Integer> before;
        try (Load load = updates(client)) {
            before = nodesOfKeys(cluster, load);
            assertThat(before.values().stream().distinct())
                    .as("the keys are spread")
                    .hasSize(3);

            cluster.node(1).stop();
            load.awaitCalls(CALLERS);
            Await.until("the node is down", () -> !areUp(client, 3));
            Map<String, Integer> during = nodesOfKeys(cluster, load);
            before.forEach((key, node) -> {
                if (node == 1) {
                    assertThat(during.get(key)).isNotEqualTo(1);
                } else {
                    assertThat(during.get(key)).as(key).isEqualTo(node);
                }
            });

            cluster.node(1).start();
            Await.until("the node is back", () -> areUp(client, 3));
            load.awaitCalls(10L * CALLERS); // its old connections are reset, and the SDK retries elsewhere
            assertThat(nodesOfKeys(cluster, load)).isEqualTo(before);
            assertThat(load.errors()).isEmpty();
        }
        try (Load load = updates(other)) {
            Await.until("the node is back", () -> areUp(other, 3));
            assertThat(nodesOfKeys(cluster, load)).isEqualTo(before);
            assertThat(load.errors()).isEmpty();
        }
    }

    /** Two applications at once, with different strategies. */
    @Tag("soak")
    @Test
    void hotKeysMeetOnOneNode_fromASecondJvmToo() {
        AlternatorTestCluster cluster = start(3, CannedReplies.defaults());
        WriteClient client = open(
                cluster.config()
                        .strategy(RoutingStrategy.PER_REQUEST)
                        .stallTime(Duration.ofSeconds(20)) // as above
                        .keyAffinity(KeyAffinity.readModifyWrite()),
                3);
        Map<String, Integer> before;
        try (Load load = updatesOfTheFirst(client)) {
            before = nodesOfKeys(cluster, load);
            assertThat(load.errors()).isEmpty();
        }
        int phaseOfTheSecond = 1000;
        Received received = new Received(phaseOfTheSecond);
        received.observe(cluster);
        try (SecondJvm second =
                SecondJvm.start(getClass(), cluster, RoutingStrategy.PER_CONNECTION, phaseOfTheSecond)) {
            awaitWrites(second, received, WRITES_OF_THE_SECOND_JVM); // alone, as it needs the processors to start
            try (Load load = updatesOfTheFirst(client)) {
                awaitWrites(second, received, 2 * WRITES_OF_THE_SECOND_JVM);
                assertThat(load.errors()).isEmpty();
            }
        }
        assertThat(received.nodes()).isEqualTo(before);
    }

    private Load updatesOfTheFirst(WriteClient client) {
        return Load.start(SecondJvm.CALLERS, updates(client, phase::get));
    }

    private static void awaitWrites(SecondJvm second, Received received, int writes) {
        Await.until(
                "the second JVM has written each key " + writes + " times",
                Duration.ofMinutes(3),
                () -> !second.isRunning() || received.haveAll(writes));
    }
}
