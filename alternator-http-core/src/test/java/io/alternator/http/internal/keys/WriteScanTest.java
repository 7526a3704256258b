package io.alternator.http.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.internal.affinity.KeyHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests count, and where their keys are. */
final class WriteScanTest {
    private static final long REX = KeyHash.ofString("rex");

    private final KeyNames names = new KeyNames(Map.of("dogs", "id"));
    private KeyReader keys = new KeyReader(names);

    /** Scans the JSON, in which double quotes are single. */
    private WriteScan scan(String operation, boolean anyWrite, String json) {
        return scan(operation, anyWrite, false, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private WriteScan scan(String operation, boolean anyWrite, boolean compressed, byte[] body) {
        keys = new KeyReader(names);
        WriteOperation write = Objects.requireNonNull(WriteOperation.of("DynamoDB_20120810." + operation), operation);
        WriteScan scan = new WriteScan(write, anyWrite, compressed, keys);
        try {
            scan.read(new ByteArrayInputStream(body));
            if (scan.needsSecondPass()) {
                scan.read(new ByteArrayInputStream(body));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return scan;
    }

    private static String write(String operation, String more) {
        String field = operation.equals("PutItem") ? "Item" : "Key";
        return "{'TableName':'dogs','" + field + "':{'id':{'S':'rex'}}" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GetItem", "Query", "TransactWriteItems", "ExecuteStatement", "CreateTable", "BatchGetItem", ""})
    void otherOperation_isNoWrite(String operation) {
        assertThat(WriteOperation.of("DynamoDB_20120810." + operation)).isNull();
    }

    @Test
    void operationOfAnotherService_isNoWrite() {
        assertThat(WriteOperation.of("DynamoDBStreams_20120810.PutItem")).isNull();
        assertThat(WriteOperation.of("Kinesis_20131202.PutItem")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "PutItem    |                                                       | false",
                "PutItem    | 'ConditionExpression':''                              | false",
                "PutItem    | 'ConditionExpression':'attribute_not_exists(id)'      | true",
                "PutItem    | 'Expected':{}                                         | false",
                "PutItem    | 'Expected':{'n':{'Exists':false}}                     | true",
                "PutItem    | 'ReturnValues':'NONE'                                 | false",
                "PutItem    | 'ReturnValues':'ALL_OLD'                              | true",
                "PutItem    | 'UpdateExpression':'SET a = 1'                        | false",
                "PutItem    | 'ReturnConsumedCapacity':'TOTAL'                      | false",
                "DeleteItem |                                                       | false",
                "DeleteItem | 'ConditionExpression':'a = :a'                        | true",
                "DeleteItem | 'Expected':{'n':{'Value':{'N':'1'}}}                  | true",
                "DeleteItem | 'ReturnValues':'NONE'                                 | false",
                "DeleteItem | 'ReturnValues':'ALL_OLD'                              | true",
                "UpdateItem |                                                       | false",
                "UpdateItem | 'UpdateExpression':''                                 | false",
                "UpdateItem | 'UpdateExpression':'SET a = :a'                       | true",
                "UpdateItem | 'ConditionExpression':'a = :a'                        | true",
                "UpdateItem | 'Expected':{'n':{'Exists':false}}                     | true",
                "UpdateItem | 'ReturnValues':'NONE'                                 | false",
                "UpdateItem | 'ReturnValues':'ALL_OLD'                              | true",
                "UpdateItem | 'ReturnValues':'UPDATED_OLD'                          | true",
                "UpdateItem | 'ReturnValues':'ALL_NEW'                              | true",
                "UpdateItem | 'ReturnValues':'UPDATED_NEW'                          | false",
                "UpdateItem | 'AttributeUpdates':{}                                 | false",
                "UpdateItem | 'AttributeUpdates':{'a':{'Action':'PUT','Value':{'N':'1'}}}            | false",
                "UpdateItem | 'AttributeUpdates':{'a':{'Value':{'N':'1'}}}                           | false",
                "UpdateItem | 'AttributeUpdates':{'a':{'Action':'ADD','Value':{'N':'1'}}}            | true",
                "UpdateItem | 'AttributeUpdates':{'a':{'Value':{'N':'1'},'Action':'ADD'}}            | true",
                "UpdateItem | 'AttributeUpdates':{'a':{'Action':'DELETE'}}                           | false",
                "UpdateItem | 'AttributeUpdates':{'a':{'Action':'DELETE','Value':{'SS':['x']}}}      | true",
                "UpdateItem | 'AttributeUpdates':{'b':{'Action':'PUT'},'a':{'Action':'ADD'},'c':{}}  | true",
            })
    void readModifyWrite(String operation, String more, boolean qualifies) {
        WriteScan scan = scan(operation, false, write(operation, more == null ? "" : more));
        assertThat(scan.qualifies()).isEqualTo(qualifies);
        assertThat(keys.hashes()).containsExactly(REX);
        assertThat(scan(operation, true, write(operation, more == null ? "" : more))
                        .qualifies())
                .isTrue();
    }

    @Test
    void conditionBeforeTheItem_qualifies() {
        WriteScan scan = scan(
                "PutItem",
                false,
                "{'ConditionExpression':'a = :a','Expected':{'x':{'Value':{'S':'1'}}},'Item':{'id':{'S':'rex'}},'TableName':'dogs'}");
        assertThat(scan.qualifies()).isTrue();
        assertThat(keys.hashes()).containsExactly(REX);
    }

    @Test
    void keyMayBeAnywhereInTheItem() {
        scan(
                "PutItem",
                true,
                "{'TableName':'dogs','Item':{'m':{'M':{'id':{'S':'no'}}},'l':{'L':[{'M':{'id':{'S':'no'}}}]},'id':{'S':'rex'},'z':{'N':'1'}}}");
        assertThat(keys.hashes()).containsExactly(REX);
    }

    @Test
    void eachKeyType() {
        scan("PutItem", true, "{'TableName':'dogs','Item':{'id':{'S':'こんにちは \\u00e9\\n'}}}");
        assertThat(keys.hashes()).containsExactly(KeyHash.ofString("こんにちは é\n"));
        scan("PutItem", true, "{'TableName':'dogs','Item':{'id':{'N':'42.0'}}}");
        assertThat(keys.hashes()).containsExactly(KeyHash.ofNumber("42.0"));
        scan("PutItem", true, "{'TableName':'dogs','Item':{'id':{'B':'/wCA'}}}");
        assertThat(keys.hashes())
                .containsExactly(KeyHash.ofBinary(HexFormat.of().parseHex("ff0080")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'BOOL':true}",
                "{'NULL':true}",
                "{'SS':['a']}",
                "{'M':{'S':{'S':'rex'}}}",
                "{'L':[{'S':'rex'}]}",
                "{'S':{'S':'rex'}}",
                "{'N':42}",
                "{}",
                "'rex'",
                "null"
            })
    void otherType_isNotScalar(String value) {
        scan("PutItem", true, "{'TableName':'dogs','Item':{'a':{'S':'x'},'id':" + value + ",'z':{'S':'y'}}}");
        assertThat(keys.hashes()).isEmpty();
        assertThat(keys.isNotScalar()).isTrue();
        assertThat(keys.unnamed()).isNull();
    }

    @Test
    void unknownTable_isUnnamed() {
        scan("PutItem", true, "{'TableName':'cats','Item':{'id':{'S':'tom'}}}");
        assertThat(keys.hashes()).isEmpty();
        assertThat(keys.unnamed()).isEqualTo("cats");
    }

    @Test
    void itemWithoutTheAttribute_isUnnamed_andTheNameStays() {
        names.learn("cats", "id");
        scan("PutItem", true, "{'TableName':'cats','Item':{'name':{'S':'tom'}}}");
        assertThat(keys.unnamed()).isEqualTo("cats");
        assertThat(names.of("cats")).isEqualTo("id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UpdateItem", "DeleteItem"})
    void keyOfOneAttribute_tellsItsName(String operation) {
        scan(operation, true, "{'TableName':'cats','Key':{'name':{'S':'rex'}}}");
        assertThat(keys.hashes()).containsExactly(REX);
        assertThat(names.of("cats")).isEqualTo("name");
        scan("PutItem", true, "{'TableName':'cats','Item':{'age':{'N':'3'},'name':{'S':'rex'}}}");
        assertThat(keys.hashes()).containsExactly(REX);
    }

    @Test
    void keyOfTwoAttributes_doesNotTellWhichIsThePartitionKey() {
        scan("DeleteItem", true, "{'TableName':'cats','Key':{'name':{'S':'tom'},'age':{'N':'3'}}}");
        assertThat(keys.hashes()).isEmpty();
        assertThat(keys.unnamed()).isEqualTo("cats");
        assertThat(names.of("cats")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'id':{'S':'rex'},'a':{'N':'1'}}", "{'a':{'N':'1'},'id':{'S':'rex'}}"})
    void keyOfTwoAttributes_whenTheNameIsKnown(String key) {
        scan("DeleteItem", true, "{'TableName':'dogs','Key':" + key + "}");
        assertThat(keys.hashes()).containsExactly(REX);
    }

    @Test
    void configuredName_staysWhateverRequestsSay() {
        scan("DeleteItem", true, "{'TableName':'dogs','Key':{'name':{'S':'rex'}}}");
        assertThat(keys.hashes()).containsExactly(REX);
        assertThat(names.of("dogs")).isEqualTo("id");
    }

    @Test
    void batch_hasTheKeysOfAllItsWrites() {
        names.learn("cats", "name");
        scan(
                "BatchWriteItem",
                true,
                "{'ReturnConsumedCapacity':'NONE','RequestItems':{'dogs':[{'PutRequest':{'Item':{'a':{'L':[]},'id':{'S':'rex'}}}},"
                        + "{'DeleteRequest':{'Key':{'id':{'S':'ben'}}}}],"
                        + "'cats':[{'PutRequest':{'Item':{'name':{'N':'1'}}}}],"
                        + "'birds':[{'PutRequest':{'Item':{'id':{'S':'x'}}}}],"
                        + "'fish':[{'DeleteRequest':{'Key':{'nr':{'B':'/wCA'}}}}]}}");
        assertThat(keys.hashes())
                .containsExactly(
                        REX,
                        KeyHash.ofString("ben"),
                        KeyHash.ofNumber("1"),
                        KeyHash.ofBinary(HexFormat.of().parseHex("ff0080")));
        assertThat(keys.unnamed()).isEqualTo("birds");
        assertThat(names.of("fish")).isEqualTo("nr");
    }

    @Test
    void compressedBody_isReadToo() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(write("PutItem", "").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        }
        scan("PutItem", true, true, compressed.toByteArray());
        assertThat(keys.hashes()).containsExactly(REX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "'text'",
                "{'TableName':'dogs'}",
                "{'TableName':'dogs','Item':[]}",
                "{'TableName':'dogs','Item':null}",
                "{'TableName':['dogs'],'Item':{'id':{'S':'rex'}}}",
                "{'Item':{'id':{'S':'rex'}}}"
            })
    void bodyWithoutAKey_hasNone(String json) {
        scan("PutItem", true, json);
        assertThat(keys.hashes()).isEmpty();
    }

    @Test
    void malformedBody_isAnError() {
        assertThatThrownBy(() -> scan("PutItem", true, "{'TableName':'dogs','Item':{'id':{'S':'rex"))
                .hasCauseInstanceOf(IOException.class);
        byte[] random = new byte[100];
        Arrays.fill(random, (byte) 0x8b);
        assertThatThrownBy(() -> scan("PutItem", true, true, random)).hasCauseInstanceOf(IOException.class);
    }
}
