package io.alternator.http.internal.client;

import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.KeyAffinity;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingScope;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.keys.KeyedResult;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.SentAttempt;
import io.alternator.http.internal.testing.TestListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Key affinity in a whole cluster of ten nodes, over both strategies, against the orders of ScyllaDB's own clients. */
final class AffinityTest {
    private static final KeyAffinity ANY = KeyAffinity.anyWrite().partitionKey("dogs", "id");

    /** The order of the string {@code hello}. */
    private static final List<Integer> HELLO = List.of(8, 7, 4, 2, 6, 1, 3, 5, 10, 9);

    private final ClusterFixture fixture = new ClusterFixture();
    private final List<KeyedResult> results = new ArrayList<>();
    private int calls;

    private static String host(int node) {
        return "node" + node + ".example.com";
    }

    private static int number(SentAttempt attempt) {
        return Integer.parseInt(attempt.node().address().host().replaceAll("[^0-9]", ""));
    }

    private Cluster open(RoutingStrategy strategy, KeyAffinity affinity) {
        return open(config -> config.strategy(strategy).keyAffinity(affinity));
    }

    private Cluster open(UnaryOperator<AlternatorConfig.Builder> settings) {
        String[] hosts =
                IntStream.rangeClosed(1, 10).mapToObj(AffinityTest::host).toArray(String[]::new);
        for (String host : hosts) {
            fixture.control.nodes(host, hosts);
        }
        Cluster cluster =
                fixture.create(config -> settings.apply(config.seeds(host(1)).port(8043)), new TestListener() {
                    @Override
                    public void keyed(KeyedResult result) {
                        results.add(result);
                    }
                });
        fixture.clock.runReady();
        return cluster;
    }

    private static SdkHttpRequest request(String operation, String id, int attempt) {
        return ClusterFixture.request(id).toBuilder()
                .putHeader("X-Amz-Target", "DynamoDB_20120810." + operation)
                .putHeader("amz-sdk-request", "attempt=" + attempt + "; max=9")
                .build();
    }

    private SentAttempt send(Cluster cluster, String operation, String json) {
        return SentAttempt.begin(cluster, request(operation, "call-" + calls++, 1), json.replace('\'', '"'));
    }

    private SentAttempt put(Cluster cluster, String key) {
        return send(cluster, "PutItem", item("dogs", key));
    }

    private static String item(String table, String key) {
        return "{'TableName':'" + table + "','Item':{'id':{'S':'" + key + "'},'name':{'S':'rex'}}}";
    }

    private int nodeOf(Cluster cluster, String key) {
        SentAttempt attempt = put(cluster, key);
        finish(attempt);
        return number(attempt);
    }

    @ParameterizedTest
    @CsvSource({
        "PER_REQUEST, S, hello, 8",
        "PER_REQUEST, S, user_123, 2",
        "PER_REQUEST, N, 42, 2",
        "PER_REQUEST, B, AQID, 0",
        "PER_CONNECTION, S, hello, 8",
        "PER_CONNECTION, S, user_123, 2",
        "PER_CONNECTION, N, 42, 2",
        "PER_CONNECTION, B, AQID, 0"
    })
    void eachKeyTypeHasItsNode(RoutingStrategy strategy, String type, String value, int node) {
        Cluster cluster = open(strategy, ANY);
        List<Integer> used = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            SentAttempt attempt =
                    send(cluster, "PutItem", "{'TableName':'dogs','Item':{'id':{'" + type + "':'" + value + "'}}}");
            used.add(number(attempt));
            finish(attempt);
        }
        assertThat(used).containsOnly(node == 0 ? used.get(0) : node);
        assertThat(results).hasSize(30).containsOnly(KeyedResult.FIRST_NODE);
    }

    @ParameterizedTest
    @EnumSource
    void retriesOfTheSdk_goDownTheOrder(RoutingStrategy strategy) {
        Cluster cluster = open(strategy, ANY);
        List<Integer> used = new ArrayList<>();
        for (int attempt = 1; attempt <= 10; attempt++) {
            SentAttempt sent = SentAttempt.begin(
                    cluster,
                    request("PutItem", "one call", attempt),
                    item("dogs", "hello").replace('\'', '"'));
            used.add(number(sent));
            sent.failed(FakeTransport.connectionReset(), false);
        }
        assertThat(used).isEqualTo(HELLO);
        assertThat(results.get(0)).isEqualTo(KeyedResult.FIRST_NODE);
        assertThat(results.subList(1, 10)).containsOnly(KeyedResult.LATER_NODE);
    }

    @ParameterizedTest
    @EnumSource
    void failover_goesDownTheOrder(RoutingStrategy strategy) {
        Cluster cluster = open(strategy, ANY);
        SentAttempt second = put(cluster, "hello").failed(ClusterFixture.connectionRefused(), false);
        assertThat(number(second)).isEqualTo(7);
        SentAttempt third = second.refused(true);
        assertThat(number(third)).isEqualTo(4);
        finish(third);
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheKeysOfANodeThatIsDownMove_andTheyReturnWithIt(RoutingStrategy strategy) {
        Cluster cluster = open(strategy, ANY);
        List<String> keys = IntStream.range(0, 200).mapToObj(i -> "key-" + i).toList();
        List<Integer> before = keys.stream().map(key -> nodeOf(cluster, key)).toList();
        fixture.control.refuse(host(8));
        finish(put(cluster, "hello").failed(ClusterFixture.connectionRefused(), false));
        assertThat(ClusterFixture.state(cluster, host(8))).isEqualTo(NodeState.DOWN);
        List<Integer> during = keys.stream().map(key -> nodeOf(cluster, key)).toList();
        for (int i = 0; i < keys.size(); i++) {
            if (before.get(i) == 8) {
                assertThat(during.get(i)).isNotEqualTo(8);
            } else {
                assertThat(during.get(i)).isEqualTo(before.get(i));
            }
        }
        assertThat(during.stream().distinct())
                .as("the keys of node 8 are spread")
                .hasSize(9);
        fixture.control.answer(host(8) + "/", 200, "healthy: node");
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(ClusterFixture.state(cluster, host(8))).isEqualTo(NodeState.UP);
        assertThat(keys.stream().map(key -> nodeOf(cluster, key)).toList()).isEqualTo(before);
    }

    @Test
    void silentNode_isPassedOverWhileItIsChecked() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST, ANY);
        SentAttempt waiting = put(cluster, "hello");
        fixture.control.hang(host(8) + "/");
        fixture.clock.advance(Duration.ofMillis(400));
        assertThat(nodeOf(cluster, "user_123")).isEqualTo(2); // keeps the monitor awake
        SentAttempt early = put(cluster, "hello");
        assertThat(number(early)).isEqualTo(8);
        fixture.clock.advance(Duration.ofMillis(300));
        assertThat(ClusterFixture.state(cluster, host(8))).isEqualTo(NodeState.UP);
        assertThat(nodeOf(cluster, "hello")).isEqualTo(7);
        fixture.clock.advance(Duration.ofSeconds(2));
        assertThat(ClusterFixture.state(cluster, host(8))).isEqualTo(NodeState.DOWN);
        fixture.control.answer(host(8) + "/", 200, "healthy: node");
        finish(early);
        finish(waiting);
        fixture.clock.advance(Duration.ofSeconds(10));
        assertThat(nodeOf(cluster, "hello")).isEqualTo(8);
    }

    @Test
    void slowNodeThatAnswersTheCheck_keepsItsKeys() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST, ANY);
        SentAttempt slow = put(cluster, "hello");
        fixture.clock.advance(Duration.ofSeconds(3));
        assertThat(nodeOf(cluster, "hello")).isEqualTo(8);
        finish(slow);
    }

    @ParameterizedTest
    @EnumSource
    void loadDoesNotMoveAKey(RoutingStrategy strategy) {
        Cluster cluster = open(strategy, ANY);
        List<SentAttempt> open =
                IntStream.range(0, 100).mapToObj(i -> put(cluster, "hello")).toList();
        assertThat(open).extracting(AffinityTest::number).containsOnly(8);
        open.forEach(ClusterFixture::finish);
    }

    @ParameterizedTest
    @EnumSource
    void sheddingNode_isPassedOver_untilItHasRecovered(RoutingStrategy strategy) {
        Cluster cluster = open(strategy, ANY);
        int refused = 0;
        SentAttempt attempt = put(cluster, "hello");
        while (number(attempt) == 8) {
            assertThat(refused++).isLessThan(20);
            finish(attempt.refused(true));
            attempt = put(cluster, "hello");
        }
        assertThat(number(attempt)).isEqualTo(7);
        finish(attempt);
        fixture.run(cluster, Duration.ofSeconds(12));
        assertThat(nodeOf(cluster, "hello")).isEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource
    void allNodesDown_theOrderStillHolds(RoutingStrategy strategy) {
        Cluster cluster = open(strategy, ANY);
        IntStream.rangeClosed(1, 10).forEach(node -> fixture.control.refuse(host(node)));
        for (int i = 0; i < 30; i++) {
            for (SentAttempt attempt = put(cluster, "key-" + i); attempt != null; ) {
                attempt = attempt.failed(ClusterFixture.connectionRefused(), false);
            }
        }
        assertThat(cluster.isPanic()).isTrue();
        assertThat(nodeOf(cluster, "hello")).isEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource
    void beforeTheFirstList_writesAreRoutedAsUsual(RoutingStrategy strategy) {
        Cluster cluster = fixture.create(
                config -> config.seeds(host(1), host(2))
                        .port(8043)
                        .strategy(strategy)
                        .keyAffinity(ANY),
                new TestListener() {
                    @Override
                    public void keyed(KeyedResult result) {
                        results.add(result);
                    }
                });
        finish(put(cluster, "hello"));
        assertThat(results).isEmpty();
    }

    @Test
    void off_noBodyIsRead() {
        Cluster cluster = open(config -> config);
        boolean[] read = {false};
        cluster.newCall(request("PutItem", "id", 1), second -> false).next(reader -> {
            read[0] = true;
            return true;
        });
        assertThat(read[0]).isFalse();
    }

    @Test
    void readModifyWrite_leavesOtherWritesAndBatchesAlone() {
        Cluster cluster =
                open(RoutingStrategy.PER_REQUEST, KeyAffinity.readModifyWrite().partitionKey("dogs", "id"));
        finish(put(cluster, "hello"));
        finish(send(cluster, "BatchWriteItem", batch("hello")));
        finish(send(cluster, "GetItem", "{'TableName':'dogs','Key':{'id':{'S':'hello'}}}"));
        assertThat(results).isEmpty();
        SentAttempt conditional = send(
                cluster,
                "UpdateItem",
                "{'TableName':'dogs','Key':{'id':{'S':'hello'}},'UpdateExpression':'SET a = :a'}");
        finish(conditional);
        assertThat(number(conditional)).isEqualTo(8);
        assertThat(results).containsExactly(KeyedResult.FIRST_NODE);
    }

    private static String batch(String... keys) {
        List<String> writes = new ArrayList<>();
        for (String key : keys) {
            writes.add("{'PutRequest':{'Item':{'id':{'S':'" + key + "'}}}}");
        }
        return "{'RequestItems':{'dogs':[" + String.join(",", writes) + "]}}";
    }

    @ParameterizedTest
    @EnumSource
    void batch_goesWhereMostOfItsKeysGo(RoutingStrategy strategy) {
        Cluster cluster = open(strategy, ANY);
        SentAttempt byVotes = send(cluster, "BatchWriteItem", batch("hello", "user_123", "hello"));
        assertThat(number(byVotes)).isEqualTo(8);
        assertThat(number(byVotes.failed(ClusterFixture.connectionRefused(), false)))
                .as("the second by votes")
                .isEqualTo(2);
        SentAttempt tie = send(cluster, "BatchWriteItem", batch("hello", "user_123"));
        assertThat(number(tie)).as("by endpoint").isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void unknownName_isLookedUp_andRetriesOfThatCallStayUnkeyed(RoutingStrategy strategy) {
        List<CompletableFuture<String>> asked = new ArrayList<>();
        Cluster cluster = open(strategy, KeyAffinity.anyWrite().lookup(table -> {
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        }));
        String json = item("dogs", "hello").replace('\'', '"');
        SentAttempt first = SentAttempt.begin(cluster, request("PutItem", "one call", 1), json);
        first.failed(FakeTransport.connectionReset(), false);
        fixture.clock.runReady();
        assertThat(asked).hasSize(1);
        asked.get(0).complete("id");
        fixture.clock.runReady();
        results.clear();
        SentAttempt retry = SentAttempt.begin(cluster, request("PutItem", "one call", 2), json);
        finish(retry);
        assertThat(results).isEmpty();
        assertThat(retry.node()).isNotEqualTo(first.node());
        assertThat(nodeOf(cluster, "hello")).isEqualTo(8);
        assertThat(results).containsExactly(KeyedResult.FIRST_NODE);
    }

    @Test
    void name_isLearnedFromADescriptionThatPassesThrough() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST, KeyAffinity.anyWrite());
        finish(put(cluster, "hello"));
        assertThat(results).containsExactly(KeyedResult.NAME_UNKNOWN);
        finish(
                send(cluster, "DescribeTable", "{'TableName':'dogs'}"),
                200,
                "{\"Table\":{\"TableName\":\"dogs\",\"KeySchema\":[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}]}}");
        assertThat(nodeOf(cluster, "hello")).isEqualTo(8);
        finish(
                send(cluster, "DeleteTable", "{'TableName':'dogs'}"),
                200,
                "{\"TableDescription\":{\"TableName\":\"dogs\",\"TableStatus\":\"DELETING\"}}");
        results.clear();
        finish(put(cluster, "hello"));
        assertThat(results).containsExactly(KeyedResult.NAME_UNKNOWN);
    }

    @Test
    void keyThatIsNoScalar_isCounted() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST, ANY);
        finish(send(cluster, "PutItem", "{'TableName':'dogs','Item':{'id':{'BOOL':true}}}"));
        assertThat(results).containsExactly(KeyedResult.NOT_SCALAR);
    }

    @Test
    void keyedWrite_takesAnIdleLeaseOfItsNode_orOpensOneThere() {
        Cluster cluster = open(RoutingStrategy.PER_CONNECTION, ANY);
        finish(put(cluster, "hello"));
        assertThat(leases(cluster, 8)).isEqualTo(1);
        SentAttempt one = put(cluster, "hello");
        assertThat(leases(cluster, 8)).isEqualTo(1);
        SentAttempt two = put(cluster, "hello");
        assertThat(leases(cluster, 8)).isEqualTo(2);
        finish(one);
        two.failed(FakeTransport.connectionReset(), false);
        SentAttempt other = put(cluster, "user_123");
        assertThat(leases(cluster, 2)).isEqualTo(1);
        assertThat(leases(cluster, 8))
                .as("the lease of the broken connection has ended")
                .isLessThanOrEqualTo(1);
        finish(other);
        assertThat(ClusterFixture.inFlight(cluster)).isZero();
    }

    private static int leases(Cluster cluster, int node) {
        return ClusterFixture.status(cluster, host(node)).leases();
    }

    @ParameterizedTest
    @EnumSource
    void preferredRack_theRingIsTheDataCenters(RoutingStrategy strategy) {
        String rack = "/localnodes?dc=dc1&rack=r1";
        Cluster cluster = fixture.create(
                config -> {
                    String all = IntStream.rangeClosed(1, 10)
                            .mapToObj(node -> "\"" + host(node) + "\"")
                            .reduce((one, other) -> one + "," + other)
                            .orElseThrow();
                    for (int node = 1; node <= 10; node++) {
                        fixture.control.answer(host(node) + "/", 200, "healthy: node");
                        fixture.control.answer(host(node) + "/localnodes?dc=dc1", 200, "[" + all + "]");
                        fixture.control.answer(host(node) + rack, 200, "[\"" + host(1) + "\",\"" + host(3) + "\"]");
                        fixture.control.answer(
                                host(node) + "/localnodes?dc=dc1&rack=alternator-http-no-such-rack", 200, "[]");
                    }
                    return config.seeds(host(1))
                            .port(8043)
                            .scope(RoutingScope.rack("dc1", "r1"))
                            .strategy(strategy)
                            .keyAffinity(ANY);
                },
                new TestListener());
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(nodeOf(cluster, "hello")).isEqualTo(8);
        assertThat(nodeOf(cluster, "user_123")).isEqualTo(2);
        for (int i = 0; i < 20; i++) {
            SentAttempt read = send(cluster, "GetItem", "{}");
            finish(read);
            assertThat(number(read)).isIn(1, 3);
        }
    }

    @Test
    void compressedBody_hasItsKey() throws IOException {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST, ANY);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(item("dogs", "hello").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        }
        SdkHttpRequest request = request("PutItem", "id", 1).toBuilder()
                .putHeader("Content-Encoding", "gzip")
                .build();
        cluster.newCall(request, second -> false).next(reader -> {
            reader.read(new ByteArrayInputStream(compressed.toByteArray()));
            return true;
        });
        assertThat(ClusterFixture.status(cluster, host(8)).inFlight()).isEqualTo(1);
    }

    @Test
    void bodyThatFailsToBeRead_isRoutedAsUsual() {
        Cluster cluster = open(RoutingStrategy.PER_REQUEST, ANY);
        cluster.newCall(request("PutItem", "id", 1), second -> false).next(reader -> {
            throw new IOException("gone");
        });
        finish(send(cluster, "PutItem", "{'TableName':"));
        assertThat(results).isEmpty();
    }
}
