package io.alternator.http.examples.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.CannedReply;
import io.alternator.http.testkit.TestNode;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Three nodes with real data, which check each request's signature. */
final class ApiFixture implements AutoCloseable {
    static final String TABLE = "dogs";
    static final int DOGS = 20;
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDTEST", "secret");

    private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/dogs/stream/1";

    /** Of what the store does not have. */
    private static final Map<String, String> CANNED = Map.of(
            "TransactWriteItems", "{}",
            "TransactGetItems", "{'Responses':[{'Item':{'kennel':{'S':'home'},'number':{'N':'100'}}},{}]}",
            "ExecuteStatement", "{'Items':[{'kennel':{'S':'home'},'number':{'N':'200'}}]}",
            "ListStreams", "{'Streams':[{'StreamArn':'" + ARN + "','TableName':'dogs'}]}",
            "DescribeStream",
                    "{'StreamDescription':{'StreamArn':'" + ARN + "','Shards':[{'ShardId':'s1'},{'ShardId':'s2'}]}}",
            "GetShardIterator", "{'ShardIterator':'here'}",
            "GetRecords", "{'Records':[{'eventName':'INSERT'},{'eventName':'MODIFY'}]}");

    private static final String CANCELLED = "{'__type':'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',"
            + "'CancellationReasons':[{'Code':'None'},{'Code':'ConditionalCheckFailed'}],'message':'cancelled'}";

    private final AlternatorTestCluster cluster = AlternatorTestCluster.builder()
            .nodes(3)
            .store()
            .verifySignatures(CREDENTIALS)
            .start();

    private final AlternatorTestCluster canned = AlternatorTestCluster.builder()
            .nodes(3)
            .replies(ApiFixture::reply)
            .verifySignatures(CREDENTIALS)
            .start();

    private static CannedReply reply(String operation, String body) {
        boolean cancelled = operation.equals("TransactWriteItems") && body.contains("\"102\"");
        String json = cancelled ? CANCELLED : CANNED.getOrDefault(operation, "{}");
        return CannedReply.of(cancelled ? 400 : 200, json.replace('\'', '"'));
    }

    AlternatorConfig config(RoutingStrategy strategy) {
        return config(cluster, strategy);
    }

    /** Of nodes that answer transactions, PartiQL and streams, always the same. */
    AlternatorConfig cannedConfig(RoutingStrategy strategy) {
        return config(canned, strategy);
    }

    private static AlternatorConfig config(AlternatorTestCluster cluster, RoutingStrategy strategy) {
        cluster.reset();
        return cluster.config()
                .domain("dog.scylla.invalid")
                .strategy(strategy)
                .policy(LoadBalancingPolicy.roundRobin())
                .hedging(true)
                .build();
    }

    /** The builder of a client, with all that it needs but its HTTP client. */
    static <B extends AwsClientBuilder<B, ?>> B connected(B client, AlternatorConfig config) {
        return client.endpointOverride(config.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                .region(Region.US_EAST_1);
    }

    static Dog dog(int number) {
        return new Dog("home", number, "dog " + number);
    }

    static Map<String, AttributeValue> key(int number) {
        return Map.of("kennel", AttributeValue.fromS("home"), "number", AttributeValue.fromN(Integer.toString(number)));
    }

    /** Puts a dog of this number; only if there is none yet. */
    static TransactWriteItem putNew(int number) {
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(TABLE)
                        .item(key(number))
                        .conditionExpression("attribute_not_exists(kennel)")
                        .build())
                .build();
    }

    static TransactGetItem getItem(int number) {
        return TransactGetItem.builder()
                .get(get -> get.tableName(TABLE).key(key(number)))
                .build();
    }

    /** The canned nodes have had so many requests. */
    void expectCannedRequests(long count) {
        assertThat(canned.nodes().stream().mapToLong(TestNode::requests).sum()).isEqualTo(count);
    }

    /** With a node per request, all nodes have had some; with a node per connection, those that were picked. */
    void expectNodesUsed(RoutingStrategy strategy) {
        assertThat(cluster.nodes().stream().filter(node -> node.requests() > 0))
                .hasSizeGreaterThanOrEqualTo(strategy == RoutingStrategy.PER_REQUEST ? 3 : 1);
        assertThat(cluster.nodes().stream().mapToLong(TestNode::requests).sum()).isGreaterThan(30);
    }

    @Override
    public void close() {
        cluster.close();
        canned.close();
    }
}
