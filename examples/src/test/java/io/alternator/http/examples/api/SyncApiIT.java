package io.alternator.http.examples.api;

import static io.alternator.http.examples.api.ApiFixture.DOGS;
import static io.alternator.http.examples.api.ApiFixture.TABLE;
import static io.alternator.http.examples.api.ApiFixture.dog;
import static io.alternator.http.examples.api.ApiFixture.getItem;
import static io.alternator.http.examples.api.ApiFixture.key;
import static io.alternator.http.examples.api.ApiFixture.putNew;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.sync.AlternatorHttpClient;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What the SDK builds on the operations works over a sync client, on real data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@Tag("platform")
final class SyncApiIT {
    private final ApiFixture fixture = new ApiFixture();

    @AfterAll
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource
    void enhancedClient_waiters_andPaginators(RoutingStrategy strategy) {
        AlternatorConfig config = fixture.config(strategy);
        try (AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config);
                DynamoDbClient client = ApiFixture.connected(DynamoDbClient.builder(), config)
                        .httpClient(http)
                        .build()) {
            DynamoDbEnhancedClient enhanced =
                    DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
            DynamoDbTable<Dog> dogs = enhanced.table(TABLE, Dog.SCHEMA);
            dogs.createTable();
            client.waiter().waitUntilTableExists(table -> table.tableName(TABLE));

            writeAndRead(dogs);
            paginate(client);

            dogs.deleteTable();
            client.waiter().waitUntilTableNotExists(table -> table.tableName(TABLE));
            fixture.expectNodesUsed(strategy);
        }
    }

    private static void writeAndRead(DynamoDbTable<Dog> dogs) {
        IntStream.range(0, DOGS).forEach(number -> dogs.putItem(dog(number)));
        assertThat(dogs.getItem(dog(7))).isEqualTo(dog(7));
        assertThat(dogs.scan(scan -> scan.limit(3)).items()).hasSize(DOGS);
        assertThat(dogs.query(QueryConditional.sortGreaterThanOrEqualTo(
                                key -> key.partitionValue("home").sortValue(10)))
                        .items())
                .containsExactlyElementsOf(
                        IntStream.range(10, DOGS).mapToObj(ApiFixture::dog).toList());
        dogs.updateItem(new Dog("home", 3, "renamed"));
        assertThat(dogs.getItem(dog(3)).name()).isEqualTo("renamed");
    }

    private static void paginate(DynamoDbClient client) {
        assertThat(client.scanPaginator(scan -> scan.tableName(TABLE).limit(3)).items())
                .hasSize(DOGS);
        assertThat(client.queryPaginator(query -> query.tableName(TABLE)
                                .limit(7)
                                .keyConditionExpression("kennel = :home")
                                .expressionAttributeValues(Map.of(":home", AttributeValue.fromS("home"))))
                        .items())
                .hasSize(DOGS);
        assertThat(client.listTablesPaginator(tables -> tables.limit(1)).tableNames())
                .containsExactly(TABLE);
    }

    @ParameterizedTest
    @EnumSource
    void transactions_partiQl_andStreams(RoutingStrategy strategy) {
        AlternatorConfig config = fixture.cannedConfig(strategy);
        try (AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config);
                DynamoDbClient client = ApiFixture.connected(DynamoDbClient.builder(), config)
                        .httpClient(http)
                        .build();
                DynamoDbStreamsClient streams = ApiFixture.connected(DynamoDbStreamsClient.builder(), config)
                        .httpClient(http)
                        .build()) {
            transact(client);
            select(client);
            readStream(
                    streams,
                    streams.listStreams(list -> list.tableName(TABLE))
                            .streams()
                            .get(0)
                            .streamArn());
            fixture.expectCannedRequests(3 + 2 + 3 + 2 * 2);
        }
    }

    private static void transact(DynamoDbClient client) {
        client.transactWriteItems(write -> write.transactItems(putNew(100), putNew(101)));
        assertThatThrownBy(() -> client.transactWriteItems(write -> write.transactItems(putNew(102), putNew(101))))
                .asInstanceOf(InstanceOfAssertFactories.type(TransactionCanceledException.class))
                .satisfies(cancelled -> assertThat(cancelled.cancellationReasons())
                        .extracting(reason -> reason.code())
                        .containsExactly("None", "ConditionalCheckFailed"));
        assertThat(client.transactGetItems(read -> read.transactItems(getItem(100), getItem(102)))
                        .responses())
                .extracting(response -> response.item())
                .containsExactly(key(100), Map.of());
    }

    private static void select(DynamoDbClient client) {
        client.executeStatement(insert -> insert.statement("INSERT INTO dogs VALUE {'kennel': 'home', 'number': 200}"));
        assertThat(client.executeStatement(select ->
                                select.statement("SELECT * FROM dogs WHERE kennel = 'home' AND \"number\" = 200"))
                        .items())
                .containsExactly(key(200));
    }

    private static void readStream(DynamoDbStreamsClient streams, String arn) {
        assertThat(streams.listStreams(list -> list.tableName(TABLE)).streams())
                .extracting(stream -> stream.streamArn())
                .contains(arn);
        List<Shard> shards = streams.describeStream(stream -> stream.streamArn(arn))
                .streamDescription()
                .shards();
        assertThat(shards.stream()
                        .mapToInt(shard -> records(streams, arn, shard))
                        .sum())
                .isEqualTo(2 * 2);
    }

    private static int records(DynamoDbStreamsClient streams, String arn, Shard shard) {
        String iterator = streams.getShardIterator(get ->
                        get.streamArn(arn).shardId(shard.shardId()).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return streams.getRecords(get -> get.shardIterator(iterator)).records().size();
    }
}
