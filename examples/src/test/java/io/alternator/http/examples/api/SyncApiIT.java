package io.alternator.http.examples.api;

import static io.alternator.http.examples.api.ApiFixture.DOGS;
import static io.alternator.http.examples.api.ApiFixture.TABLE;
import static io.alternator.http.examples.api.ApiFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.sync.AlternatorHttpClient;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the SDK builds on the operations works over a sync client, on real data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
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
                DynamoDbClient client = DynamoDbClient.builder()
                        .endpointOverride(config.endpoint())
                        .httpClient(http)
                        .credentialsProvider(ApiFixture.credentials())
                        .region(Region.US_EAST_1)
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
}
