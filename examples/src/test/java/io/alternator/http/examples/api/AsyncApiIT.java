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
import io.alternator.http.async.AlternatorAsyncHttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/** Everything that the SDK builds on the operations works over an async client, on real data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@Tag("platform")
final class AsyncApiIT {
    private final ApiFixture fixture = new ApiFixture();

    @AfterAll
    void stop() {
        fixture.close();
    }

    private static <T> List<T> all(SdkPublisher<T> publisher) {
        Queue<T> items = new ConcurrentLinkedQueue<>();
        publisher.subscribe(items::add).join();
        return new ArrayList<>(items);
    }

    @ParameterizedTest
    @EnumSource
    void enhancedClient_waiters_andPaginators(RoutingStrategy strategy) {
        AlternatorConfig config = fixture.config(strategy);
        try (AlternatorAsyncHttpClient http =
                        AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.builder(), config);
                DynamoDbAsyncClient client = ApiFixture.connected(DynamoDbAsyncClient.builder(), config)
                        .httpClient(http)
                        .build()) {
            DynamoDbEnhancedAsyncClient enhanced =
                    DynamoDbEnhancedAsyncClient.builder().dynamoDbClient(client).build();
            DynamoDbAsyncTable<Dog> dogs = enhanced.table(TABLE, Dog.SCHEMA);
            dogs.createTable().join();
            client.waiter()
                    .waitUntilTableExists(table -> table.tableName(TABLE))
                    .join();

            writeAndRead(dogs);
            paginate(client);

            dogs.deleteTable().join();
            client.waiter()
                    .waitUntilTableNotExists(table -> table.tableName(TABLE))
                    .join();
            fixture.expectNodesUsed(strategy);
        }
    }

    private static void writeAndRead(DynamoDbAsyncTable<Dog> dogs) {
        CompletableFuture.allOf(IntStream.range(0, DOGS)
                        .mapToObj(number -> dogs.putItem(dog(number)))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        assertThat(dogs.getItem(dog(7)).join()).isEqualTo(dog(7));
        assertThat(all(dogs.scan(scan -> scan.limit(3)).items())).hasSize(DOGS);
        assertThat(all(dogs.query(QueryConditional.sortGreaterThanOrEqualTo(
                                key -> key.partitionValue("home").sortValue(10)))
                        .items()))
                .containsExactlyElementsOf(
                        IntStream.range(10, DOGS).mapToObj(ApiFixture::dog).toList());
        dogs.updateItem(new Dog("home", 3, "renamed")).join();
        assertThat(dogs.getItem(dog(3)).join().name()).isEqualTo("renamed");
    }

    private static void paginate(DynamoDbAsyncClient client) {
        assertThat(all(client.scanPaginator(scan -> scan.tableName(TABLE).limit(3))
                        .items()))
                .hasSize(DOGS);
        assertThat(all(client.listTablesPaginator(tables -> tables.limit(1)).tableNames()))
                .containsExactly(TABLE);
    }

    @ParameterizedTest
    @EnumSource
    void transactions_partiQl_andStreams(RoutingStrategy strategy) {
        AlternatorConfig config = fixture.cannedConfig(strategy);
        try (AlternatorAsyncHttpClient http =
                        AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.builder(), config);
                DynamoDbAsyncClient client = ApiFixture.connected(DynamoDbAsyncClient.builder(), config)
                        .httpClient(http)
                        .build();
                DynamoDbStreamsAsyncClient streams = ApiFixture.connected(DynamoDbStreamsAsyncClient.builder(), config)
                        .httpClient(http)
                        .build()) {
            transact(client);
            select(client);
            readStream(
                    streams,
                    streams.listStreams(list -> list.tableName(TABLE))
                            .join()
                            .streams()
                            .get(0)
                            .streamArn());
            fixture.expectCannedRequests(3 + 2 + 3 + 2 * 2);
        }
    }

    private static void transact(DynamoDbAsyncClient client) {
        client.transactWriteItems(write -> write.transactItems(putNew(100), putNew(101)))
                .join();
        assertThatThrownBy(() -> client.transactWriteItems(write -> write.transactItems(putNew(102), putNew(101)))
                        .join())
                .hasCauseInstanceOf(TransactionCanceledException.class);
        assertThat(client.transactGetItems(read -> read.transactItems(getItem(100), getItem(102)))
                        .join()
                        .responses())
                .extracting(response -> response.item())
                .containsExactly(key(100), Map.of());
    }

    private static void select(DynamoDbAsyncClient client) {
        client.executeStatement(insert -> insert.statement("INSERT INTO dogs VALUE {'kennel': 'home', 'number': 200}"))
                .join();
        assertThat(client.executeStatement(select ->
                                select.statement("SELECT * FROM dogs WHERE kennel = 'home' AND \"number\" = 200"))
                        .join()
                        .items())
                .containsExactly(key(200));
    }

    private static void readStream(DynamoDbStreamsAsyncClient streams, String arn) {
        assertThat(streams.listStreams(list -> list.tableName(TABLE)).join().streams())
                .extracting(stream -> stream.streamArn())
                .contains(arn);
        List<Shard> shards = streams.describeStream(stream -> stream.streamArn(arn))
                .join()
                .streamDescription()
                .shards();
        assertThat(shards.stream()
                        .mapToInt(shard -> records(streams, arn, shard))
                        .sum())
                .isEqualTo(2 * 2);
    }

    private static int records(DynamoDbStreamsAsyncClient streams, String arn, Shard shard) {
        String iterator = streams.getShardIterator(get ->
                        get.streamArn(arn).shardId(shard.shardId()).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .join()
                .shardIterator();
        return streams.getRecords(get -> get.shardIterator(iterator))
                .join()
                .records()
                .size();
    }
}
