package io.alternator.http.internal.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmbeddedStoreTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedStore store = new EmbeddedStore(InstantSource.fixed(Instant.ofEpochMilli(1_500)));

    private EmbeddedStore.Reply execute(String operation, String body) {
        return store.execute(operation, body.replace('\'', '"'));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private JsonNode ok(String operation, String body) {
        EmbeddedStore.Reply reply = execute(operation, body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return json(reply.body());
    }

    @BeforeEach
    void createTable() {
        ok("CreateTable", """
                {'TableName':'dogs', 'BillingMode':'PAY_PER_REQUEST', 'Tags':[{'Key':'system:write_isolation','Value':'always'}],
                 'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],
                 'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}]}""");
    }

    @Test
    void descriptionTellsWhenTheTableWasCreated_andHowMuchItHas() {
        ok("PutItem", "{'TableName':'dogs','Item':{'id':{'S':'rex'}}}");
        JsonNode table = ok("DescribeTable", "{'TableName':'dogs'}").get("Table");
        assertThat(table.get("CreationDateTime")).isEqualTo(json("1.5"));
        assertThat(table.get("ItemCount").intValue()).isEqualTo(1);
        assertThat(table.get("TableSizeBytes").intValue()).isEqualTo(5);
        assertThat(table.at("/BillingModeSummary/BillingMode").textValue()).isEqualTo("PAY_PER_REQUEST");
        assertThat(ok("DeleteTable", "{'TableName':'dogs'}")
                        .at("/TableDescription/TableStatus")
                        .textValue())
                .isEqualTo("DELETING");
        assertThat(ok("ListTables", "{}")).isEqualTo(json("{\"TableNames\":[]}"));
    }

    /** Programs read it without asking whether it is there. */
    @Test
    void descriptionHasTheProvisionedThroughput_withoutItZero() {
        ok("CreateTable", """
                {'TableName':'cats', 'ProvisionedThroughput':{'ReadCapacityUnits':3,'WriteCapacityUnits':4},
                 'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],
                 'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}]}""");
        assertThat(ok("DescribeTable", "{'TableName':'cats'}").at("/Table/ProvisionedThroughput"))
                .isEqualTo(json("{\"NumberOfDecreasesToday\":0,\"ReadCapacityUnits\":3,\"WriteCapacityUnits\":4}"));
        assertThat(ok("DescribeTable", "{'TableName':'dogs'}").at("/Table/ProvisionedThroughput"))
                .isEqualTo(json("{\"NumberOfDecreasesToday\":0,\"ReadCapacityUnits\":0,\"WriteCapacityUnits\":0}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TransactWriteItems | {} | the operation TransactWriteItems
            UpdateTable        | {'TableName':'dogs'} | the operation UpdateTable
            GetItem            | {'TableName':'dogs','Key':{'id':{'S':'a'}},'ProjectionExpression':'id'} | the parameter ProjectionExpression of GetItem
            PutItem            | {'TableName':'dogs','Item':{'id':{'S':'a'}},'Expected':{}} | the parameter Expected of PutItem
            Scan               | {'TableName':'dogs','FilterExpression':'id = :a'} | the parameter FilterExpression of Scan
            Scan               | {'TableName':'dogs','TotalSegments':2,'Segment':0} | the parameter TotalSegments of Scan
            Query              | {'TableName':'dogs','IndexName':'byAge'} | the parameter IndexName of Query
            CreateTable        | {'TableName':'cats','GlobalSecondaryIndexes':[]} | the parameter GlobalSecondaryIndexes of CreateTable
            BatchGetItem       | {'RequestItems':{'dogs':{'Keys':[],'AttributesToGet':['id']}}} | the parameter AttributesToGet of BatchGetItem's RequestItems
            """)
    void whatItDoesNotSupportIsRefused_andNamesTheWayOut(String operation, String body, String what) {
        EmbeddedStore.Reply reply = execute(operation, body);
        assertThat(reply.status()).isEqualTo(400);
        JsonNode error = json(reply.body());
        assertThat(error.get("__type").textValue()).isEqualTo("com.amazonaws.dynamodb.v20120810#ValidationException");
        assertThat(error.get("message").textValue())
                .startsWith("The testkit's embedded store does not support " + what + ";")
                .endsWith("AlternatorTestCluster.builder().backend(URI)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GetItem        | {                                                                    | SerializationException
            GetItem        | []                                                                   | SerializationException
            GetItem        | {'TableName':7}                                                      | SerializationException
            GetItem        | {}                                                                   | ValidationException
            GetItem        | {'TableName':'cats','Key':{'id':{'S':'a'}}}                          | ResourceNotFoundException
            GetItem        | {'TableName':'dogs','Key':'a'}                                       | ValidationException
            GetItem        | {'TableName':'dogs','Key':{'name':{'S':'a'}}}                        | ValidationException
            PutItem        | {'TableName':'dogs','Item':{'id':{'S':'a'}},'ReturnValues':'ALL_NEW'} | ValidationException
            PutItem        | {'TableName':'dogs','Item':{'id':{'BOOL':true}}}                     | ValidationException
            Scan           | {'TableName':'dogs','Limit':0}                                       | ValidationException
            Scan           | {'TableName':'dogs','Limit':'many'}                                  | ValidationException
            Query          | {'TableName':'dogs'}                                                 | ValidationException
            BatchGetItem   | {'RequestItems':{}}                                                  | ValidationException
            BatchWriteItem | {'RequestItems':{'dogs':[{}]}}                                       | ValidationException
            BatchWriteItem | {'RequestItems':{'dogs':[7]}}                                        | ValidationException
            CreateTable    | {'TableName':'x'}                                                    | ValidationException
            CreateTable    | {'TableName':'cats'}                                                 | ValidationException
            CreateTable    | {'TableName':'cats','KeySchema':7}                                   | SerializationException
            CreateTable    | {'TableName':'cats','KeySchema':[7],'AttributeDefinitions':[7]}      | ValidationException
            """)
    void badRequestsAreRefused(String operation, String body, String type) {
        EmbeddedStore.Reply reply = execute(operation, body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(json(reply.body()).get("__type").textValue()).endsWith("#" + type);
    }

    @Test
    void queryRefusesConditionsThatAreNoRange_andKeysOfOtherPartitions() {
        ok("CreateTable", """
                {'TableName':'walks',
                 'KeySchema':[{'AttributeName':'id','KeyType':'HASH'},{'AttributeName':'at','KeyType':'RANGE'}],
                 'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'},{'AttributeName':'at','AttributeType':'N'}]}""");
        for (String condition : List.of(
                "id > :s",
                "id = :s OR at = :n",
                "id = :s AND at <> :n",
                "id = :s AND NOT at = :n",
                "id = :s AND age = :n",
                "id = :s AND at = :s",
                "id = :s AND at = id",
                "id = :s AND at > :n AND at < :n",
                "id = :n")) {
            EmbeddedStore.Reply reply = execute(
                    "Query",
                    "{'TableName':'walks','KeyConditionExpression':'" + condition
                            + "','ExpressionAttributeValues':{':s':{'S':'a'},':n':{'N':'1'}}}");
            assertThat(reply.status()).as(condition).isEqualTo(400);
        }
        assertThat(execute("Query", """
                        {'TableName':'walks','KeyConditionExpression':'at = :n AND :s = id',
                         'ExpressionAttributeValues':{':s':{'S':'a'},':n':{'N':'1'}}}""").status()).isEqualTo(400);
        assertThat(execute("Query", """
                        {'TableName':'walks','KeyConditionExpression':'at = :n AND id = :s',
                         'ExpressionAttributeValues':{':s':{'S':'a'},':n':{'N':'1'}},
                         'ExclusiveStartKey':{'id':{'S':'b'},'at':{'N':'1'}}}""").body()).contains("ExclusiveStartKey");
    }

    @Test
    void failedConditionReturnsTheItemIfAsked() {
        ok("PutItem", "{'TableName':'dogs','Item':{'id':{'S':'rex'},'age':{'N':'7'}}}");
        String request = """
                {'TableName':'dogs','Item':{'id':{'S':'rex'}},'ConditionExpression':'attribute_not_exists(id)',
                 'ReturnValuesOnConditionCheckFailure':'%s'}""";
        JsonNode error = json(execute("PutItem", request.formatted("ALL_OLD")).body());
        assertThat(error.get("__type").textValue()).endsWith("#ConditionalCheckFailedException");
        assertThat(error.at("/Item/age/N").textValue()).isEqualTo("7");
        assertThat(json(execute("PutItem", request.formatted("NONE")).body()).has("Item"))
                .isFalse();
    }

    /** Each thread adds to one counter by compare-and-set: lost or double updates would show in the sum. */
    @Test
    void conditionalWritesOfOneItemAreLinearizable() throws Exception {
        int threads = 4;
        int increments = 200;
        ok("PutItem", "{'TableName':'dogs','Item':{'id':{'S':'counter'},'n':{'N':'0'}}}");
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Object>> ended = pool.invokeAll(IntStream.range(0, threads)
                    .<Callable<Object>>mapToObj(i -> () -> {
                        for (int done = 0; done < increments; ) {
                            done += increment() ? 1 : 0;
                        }
                        return i;
                    })
                    .toList());
            for (Future<Object> end : ended) {
                end.get();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(counter()).isEqualTo(threads * increments);
    }

    private int counter() {
        return Integer.parseInt(ok("GetItem", "{'TableName':'dogs','Key':{'id':{'S':'counter'}}}")
                .at("/Item/n/N")
                .textValue());
    }

    private boolean increment() {
        int old = counter();
        EmbeddedStore.Reply reply = execute("UpdateItem", """
                {'TableName':'dogs','Key':{'id':{'S':'counter'}},'UpdateExpression':'SET n = :new',
                 'ConditionExpression':'n = :old','ReturnValues':'UPDATED_OLD',
                 'ExpressionAttributeValues':{':new':{'N':'%d'},':old':{'N':'%d'}}}""".formatted(old + 1, old));
        if (reply.status() == 200) {
            assertThat(json(reply.body()).at("/Attributes/n/N").textValue()).isEqualTo(Integer.toString(old));
        }
        return reply.status() == 200;
    }
}
