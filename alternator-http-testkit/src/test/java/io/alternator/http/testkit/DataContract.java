package io.alternator.http.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What the embedded store supports, through a bare SDK client over two nodes. It runs on a server of another maker too, so that
 * both agree on what DynamoDB does. Each test has two tables: {@code dogs} with the key {@code id}, and {@code walks} with the
 * keys {@code id} and {@code at}, a number.
 */
abstract class DataContract {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final KeySchemaElement ID =
            KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build();
    private static final KeySchemaElement AT = KeySchemaElement.builder()
            .attributeName("at")
            .keyType(KeyType.RANGE)
            .build();
    private static final AttributeDefinition ID_IS_TEXT = AttributeDefinition.builder()
            .attributeName("id")
            .attributeType(ScalarAttributeType.S)
            .build();
    private static final AttributeDefinition AT_IS_A_NUMBER = AttributeDefinition.builder()
            .attributeName("at")
            .attributeType(ScalarAttributeType.N)
            .build();

    private final List<DynamoDbClient> clients = new ArrayList<>();
    private final String suffix = UUID.randomUUID().toString();
    private final String dogs = "dogs_" + suffix;
    private final String walks = "walks_" + suffix;

    abstract AlternatorTestCluster cluster();

    @BeforeEach
    void createTables() {
        for (TestNode node : cluster().nodes()) {
            clients.add(DynamoDbClient.builder()
                    .endpointOverride(URI.create("http://" + node.connectAddress()))
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                    .build());
        }
        create(dogs, List.of(ID), List.of(ID_IS_TEXT));
        create(walks, List.of(ID, AT), List.of(ID_IS_TEXT, AT_IS_A_NUMBER));
    }

    @AfterEach
    void deleteTables() {
        for (String table : List.of(dogs, walks)) {
            client().deleteTable(request -> request.tableName(table));
        }
        clients.forEach(DynamoDbClient::close);
    }

    private DynamoDbClient client() {
        return clients.get(0);
    }

    private DynamoDbClient otherNode() {
        return clients.get(1);
    }

    private void create(String table, List<KeySchemaElement> keys, List<AttributeDefinition> attributes) {
        client().createTable(request(table, keys, attributes));
        client().waiter()
                .waitUntilTableExists(
                        request -> request.tableName(table),
                        waiter -> waiter.backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(POLL_INTERVAL))
                                .maxAttempts(600));
    }

    private static CreateTableRequest request(
            String table, List<KeySchemaElement> keys, List<AttributeDefinition> attributes) {
        return CreateTableRequest.builder()
                .tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(keys)
                .attributeDefinitions(attributes)
                .build();
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue n(int number) {
        return AttributeValue.fromN(Integer.toString(number));
    }

    private static Map<String, AttributeValue> dog(String id) {
        return Map.of("id", s(id));
    }

    private static Map<String, AttributeValue> dog(String id, int age) {
        return Map.of("id", s(id), "age", n(age));
    }

    private static Map<String, AttributeValue> walk(String id, int at) {
        return Map.of("id", s(id), "at", n(at));
    }

    private void put(Map<String, AttributeValue> item) {
        client().putItem(request -> request.tableName(dogs).item(item));
    }

    private Map<String, AttributeValue> get(String id) {
        return otherNode()
                .getItem(request -> request.tableName(dogs).key(dog(id)).consistentRead(true))
                .item();
    }

    private Map<String, AttributeValue> update(Consumer<UpdateItemRequest.Builder> settings) {
        return client().updateItem(
                        request -> settings.accept(request.tableName(dogs).key(dog("rex"))))
                .attributes();
    }

    @Test
    void tableIsDescribedAndListed() {
        assertThat(otherNode()
                        .describeTable(request -> request.tableName(walks))
                        .table())
                .satisfies(table -> {
                    assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
                    assertThat(table.keySchema())
                            .extracting(KeySchemaElement::keyType)
                            .containsExactly(KeyType.HASH, KeyType.RANGE);
                    assertThat(table.attributeDefinitions())
                            .extracting(AttributeDefinition::attributeName)
                            .containsExactlyInAnyOrder("id", "at");
                });
        assertThat(client().listTablesPaginator(request -> request.limit(1)).tableNames())
                .contains(dogs, walks);
    }

    @Test
    void existingTableIsNotCreatedAgain_missingOnesAreNotFound() {
        assertThatThrownBy(() -> client().createTable(request(dogs, List.of(ID), List.of(ID_IS_TEXT))))
                .isInstanceOf(ResourceInUseException.class);
        assertThatThrownBy(() -> client().describeTable(request -> request.tableName("nothing")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client().deleteTable(request -> request.tableName("nothing")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() ->
                        client().getItem(request -> request.tableName("nothing").key(dog("rex"))))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void valuesOfAllTypesAreReadBack() {
        Map<String, AttributeValue> item = Map.ofEntries(
                Map.entry("id", s("rex")),
                Map.entry("s", s("Grüße \"quoted\" \u0001 \uD83D\uDC36")),
                Map.entry("empty", s("")),
                Map.entry("n", AttributeValue.fromN("-12.5")),
                Map.entry("b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, 7}))),
                Map.entry("bool", AttributeValue.fromBool(false)),
                Map.entry("null", AttributeValue.fromNul(true)),
                Map.entry("ss", AttributeValue.fromSs(List.of("a", "b"))),
                Map.entry("ns", AttributeValue.fromNs(List.of("1", "2"))),
                Map.entry("l", AttributeValue.fromL(List.of(n(1), s("x"), AttributeValue.fromL(List.of())))),
                Map.entry("m", AttributeValue.fromM(Map.of("in", AttributeValue.fromM(dog("ace", 3))))));
        put(item);
        assertThat(get("rex")).isEqualTo(item);
        assertThat(get("ace")).isEmpty();
    }

    @Test
    void putReplacesTheWholeItem_deleteRemovesIt_bothReturnTheOldOneIfAsked() {
        assertThat(client().putItem(request ->
                                request.tableName(dogs).item(dog("rex", 7)).returnValues(ReturnValue.ALL_OLD))
                        .attributes())
                .isEmpty();
        assertThat(client().putItem(request ->
                                request.tableName(dogs).item(dog("rex")).returnValues(ReturnValue.ALL_OLD))
                        .attributes())
                .isEqualTo(dog("rex", 7));
        assertThat(get("rex")).isEqualTo(dog("rex"));
        assertThat(client().deleteItem(request ->
                                request.tableName(dogs).key(dog("rex")).returnValues(ReturnValue.ALL_OLD))
                        .attributes())
                .isEqualTo(dog("rex"));
        assertThat(get("rex")).isEmpty();
        client().deleteItem(request -> request.tableName(dogs).key(dog("rex")));
    }

    @Test
    void updateSetsAndRemovesAttributes_andCreatesTheItem() {
        assertThat(update(request -> request.updateExpression("SET age = :age, #n = :name")
                        .expressionAttributeNames(Map.of("#n", "name"))
                        .expressionAttributeValues(Map.of(":age", n(7), ":name", s("Rex")))
                        .returnValues(ReturnValue.ALL_NEW)))
                .isEqualTo(Map.of("id", s("rex"), "age", n(7), "name", s("Rex")));
        assertThat(update(request -> request.updateExpression("remove #n, colour set age = :age")
                        .expressionAttributeNames(Map.of("#n", "name"))
                        .expressionAttributeValues(Map.of(":age", n(8)))
                        .returnValues(ReturnValue.UPDATED_NEW)))
                .isEqualTo(Map.of("age", n(8)));
        assertThat(get("rex")).isEqualTo(dog("rex", 8));
        assertThat(update(request -> request.updateExpression("SET age = :age")
                        .expressionAttributeValues(Map.of(":age", n(9)))
                        .returnValues(ReturnValue.UPDATED_OLD)))
                .isEqualTo(Map.of("age", n(8)));
        assertThat(update(request -> request.returnValues(ReturnValue.ALL_OLD))).isEqualTo(dog("rex", 9));
    }

    @Test
    void conditionDecidesWhetherAnItemIsWritten() {
        Consumer<PutItemRequest.Builder> create =
                request -> request.tableName(dogs).item(dog("rex", 7)).conditionExpression("attribute_not_exists(id)");
        client().putItem(create);
        assertThatThrownBy(() -> client().putItem(create)).isInstanceOf(ConditionalCheckFailedException.class);

        Consumer<UpdateItemRequest.Builder> birthday = request -> request.updateExpression("SET age = :new")
                .conditionExpression("attribute_exists(id) AND age = :old")
                .expressionAttributeValues(Map.of(":new", n(8), ":old", AttributeValue.fromN("7.0")));
        update(birthday);
        assertThatThrownBy(() -> update(birthday)).isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(get("rex")).isEqualTo(dog("rex", 8));

        assertThatThrownBy(() -> client().deleteItem(request ->
                        request.tableName(dogs).key(dog("ace")).conditionExpression("attribute_exists(id)")))
                .isInstanceOf(ConditionalCheckFailedException.class);
        client().deleteItem(request -> request.tableName(dogs)
                .key(dog("rex"))
                .conditionExpression("NOT (age < :low OR age > :high)")
                .expressionAttributeValues(Map.of(":low", n(8), ":high", n(8))));
        assertThat(get("rex")).isEmpty();
    }

    @Test
    void batchesWriteAndReadSeveralTables() {
        put(dog("old"));
        client().batchWriteItem(request -> request.requestItems(Map.of(
                dogs,
                List.of(
                        WriteRequest.builder()
                                .putRequest(put -> put.item(dog("rex", 7)))
                                .build(),
                        WriteRequest.builder()
                                .deleteRequest(delete -> delete.key(dog("old")))
                                .build()),
                walks,
                List.of(WriteRequest.builder()
                        .putRequest(put -> put.item(walk("rex", 1)))
                        .build()))));
        BatchGetItemResponse found = otherNode()
                .batchGetItem(request -> request.requestItems(Map.of(
                        dogs,
                        KeysAndAttributes.builder()
                                .keys(List.of(dog("rex"), dog("old")))
                                .build(),
                        walks,
                        KeysAndAttributes.builder()
                                .keys(List.of(walk("rex", 1)))
                                .build())));
        assertThat(found.responses()).isEqualTo(Map.of(dogs, List.of(dog("rex", 7)), walks, List.of(walk("rex", 1))));
        assertThat(found.unprocessedKeys()).isEmpty();
        assertThatThrownBy(() -> client().batchGetItem(request -> request.requestItems(Map.of(
                        dogs,
                        KeysAndAttributes.builder()
                                .keys(List.of(dog("rex"), dog("rex")))
                                .build()))))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("duplicates");
    }

    private static List<Map<String, AttributeValue>> walks(String id, int... times) {
        return IntStream.of(times).mapToObj(at -> walk(id, at)).toList();
    }

    private void putWalks(String id, int... times) {
        walks(id, times)
                .forEach(walk ->
                        client().putItem(request -> request.tableName(walks).item(walk)));
    }

    private List<Map<String, AttributeValue>> query(String condition, Consumer<QueryRequest.Builder> settings) {
        return client()
                .queryPaginator(
                        request -> settings.accept(request.tableName(walks).keyConditionExpression(condition)))
                .items()
                .stream()
                .toList();
    }

    @Test
    void queryReturnsAPartitionInTheOrderOfItsRangeKey() {
        putWalks("rex", 10, 9, -2, 100);
        putWalks("ace", 5);
        Map<String, AttributeValue> rex = Map.of(":id", s("rex"));
        assertThat(query("id = :id", request -> request.expressionAttributeValues(rex)))
                .isEqualTo(walks("rex", -2, 9, 10, 100));
        assertThat(query(
                        "id = :id",
                        request ->
                                request.expressionAttributeValues(rex).limit(1).scanIndexForward(false)))
                .isEqualTo(walks("rex", 100, 10, 9, -2));
        assertThat(query(
                        "#p = :id",
                        request -> request.expressionAttributeNames(Map.of("#p", "id"))
                                .expressionAttributeValues(Map.of(":id", s("nobody")))))
                .isEmpty();
    }

    @Test
    void queryTakesAConditionOnTheRangeKey() {
        putWalks("rex", 1, 2, 3, 4);
        Map<String, AttributeValue> values = Map.of(":id", s("rex"), ":at", n(2));
        assertThat(query(
                        "id = :id AND #t >= :at",
                        request -> request.expressionAttributeNames(Map.of("#t", "at"))
                                .expressionAttributeValues(values)
                                .limit(2)))
                .isEqualTo(walks("rex", 2, 3, 4));
        assertThat(query(
                        "id = :id AND #t = :at",
                        request -> request.expressionAttributeNames(Map.of("#t", "at"))
                                .expressionAttributeValues(values)))
                .isEqualTo(walks("rex", 2));
        assertThat(query(
                        "id = :id AND #t BETWEEN :at AND :to",
                        request -> request.expressionAttributeNames(Map.of("#t", "at"))
                                .expressionAttributeValues(Map.of(":id", s("rex"), ":at", n(2), ":to", n(3)))))
                .isEqualTo(walks("rex", 2, 3));
    }

    @Test
    void scanReturnsEveryItemOnce_pageByPage() {
        for (int i = 0; i < 10; i++) {
            put(dog("dog " + i, i));
        }
        assertThat(client().scan(request -> request.tableName(dogs).limit(3)).count())
                .isEqualTo(3);
        assertThat(client().scanPaginator(request -> request.tableName(dogs).limit(3))
                        .items())
                .extracting(item -> item.get("age"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).mapToObj(DataContract::n).toList());
    }

    @Test
    void pagesEndAtOneMegabyte() {
        String text = "x".repeat(300_000);
        for (int i = 0; i < 5; i++) {
            put(Map.of("id", s("dog " + i), "text", s(text)));
        }
        assertThat(client().scan(request -> request.tableName(dogs)))
                .satisfies(page -> assertThat(page.count()).isBetween(3, 4))
                .satisfies(page -> assertThat(page.hasLastEvaluatedKey()).isTrue());
        assertThat(client().scanPaginator(request -> request.tableName(dogs)).items())
                .hasSize(5);
    }

    @Test
    void requestsThatAreNotValidAreRefused() {
        assertInvalid(() -> put(Map.of("name", s("Rex"))));
        assertInvalid(() -> put(Map.of("id", n(1))));
        assertInvalid(() -> put(Map.of("id", s(""))));
        assertInvalid(() -> put(Map.of("id", s("rex"), "age", AttributeValue.fromN("seven"))));
        assertInvalid(() -> put(Map.of("id", s("rex"), "toys", AttributeValue.fromSs(List.of("ball", "ball")))));
        assertInvalid(() -> client().getItem(request -> request.tableName(dogs).key(dog("rex", 7))));
        assertInvalid(() -> client().getItem(request -> request.tableName(walks).key(dog("rex"))));
        assertInvalid(() -> update(request ->
                request.updateExpression("SET id = :id").expressionAttributeValues(Map.of(":id", s("ace")))));
        assertInvalid(() -> update(request -> request.updateExpression("SET age = :unknown")));
        assertInvalid(() -> update(
                request -> request.updateExpression("SET age :age").expressionAttributeValues(Map.of(":age", n(1)))));
        assertInvalid(() -> update(request -> request.updateExpression("SET age = :age")
                .expressionAttributeValues(Map.of(":age", n(1), ":unused", n(1)))));
        assertInvalid(() -> query("at > :at", request -> request.expressionAttributeValues(Map.of(":at", n(1)))));
        assertThat(client().scan(request -> request.tableName(dogs)).items()).isEmpty();
    }

    private static void assertInvalid(Runnable request) {
        assertThatThrownBy(request::run).isInstanceOfSatisfying(DynamoDbException.class, refusal -> {
            assertThat(refusal.statusCode()).isEqualTo(400);
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
            assertThat(refusal.awsErrorDetails().errorMessage()).isNotEmpty();
        });
    }
}
