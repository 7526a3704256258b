package io.alternator.http.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OperationsTest {
    private static final String STATEMENT = "DynamoDB_20120810.ExecuteStatement";

    private static OperationKind kind(String target, @Nullable String body) {
        return Operations.kind(
                target, () -> body == null ? null : new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "DynamoDB_20120810.GetItem, READ",
        "DynamoDB_20120810.TransactGetItems, READ",
        "DynamoDB_20120810.SearchVectors, READ",
        "DynamoDBStreams_20120810.GetRecords, READ",
        "DynamoDB_20120810.PutItem, WRITE",
        "DynamoDB_20120810.TransactWriteItems, WRITE",
        "DynamoDB_20120810.CreateTable, OTHER",
        "DynamoDB_20120810.GetRecords, UNKNOWN",
        "DynamoDB_20120810.DescribeAndDelete, UNKNOWN",
        "Other_20120810.GetItem, UNKNOWN",
        "GetItem, UNKNOWN",
        "'', UNKNOWN"
    })
    void operationIsFoundByItsWholeTarget(String target, OperationKind kind) {
        assertThat(kind(target, "{}")).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Statement\":\"SELECT * FROM dogs\"}",
                "{\"Limit\":1,\"Statement\":\" \\n\\tselect\\n* FROM dogs WHERE x = ?\",\"Parameters\":[{\"S\":\"DELETE\"}]}",
                "{\"Statement\":\"SELECT\\\"name\\\" FROM dogs\"}",
                "{\"Statements\":[{\"Statement\":\"SELECT 1\"},{\"ConsistentRead\":true,\"Statement\":\"Select 2\"}]}",
                "{\"Parameters\":[{\"M\":{\"Statement\":{\"S\":\"DELETE\"}}}],\"Statement\":\"SELECT 1\"}"
            })
    void partiQl_isARead_ifEachStatementSelects(String body) {
        assertThat(kind(STATEMENT, body)).isEqualTo(OperationKind.READ);
        assertThat(kind("DynamoDB_20120810.BatchExecuteStatement", body)).isEqualTo(OperationKind.READ);
        assertThat(kind("DynamoDB_20120810.ExecuteTransaction", body)).isEqualTo(OperationKind.READ);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Statement\":\"DELETE FROM dogs WHERE name = 'SELECT'\"}",
                "{\"Statement\":\"SELECTED\"}",
                "{\"Statement\":\"SELECT\"}",
                "{\"Statement\":\"-- SELECT\\nUPDATE dogs SET x = 1\"}",
                "{\"TransactStatements\":[{\"Statement\":\"SELECT 1\"},{\"Statement\":\"INSERT INTO dogs\"}]}"
            })
    void partiQl_isAWrite_ifAnyStatementDoesNotSelect(String body) {
        assertThat(kind(STATEMENT, body)).isEqualTo(OperationKind.WRITE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "{\"Statement\":", "{\"Statement\":\"SELECT 1\"", "{\"Statement\":null}"})
    void partiQl_withoutAStatement_isUnknown(String body) {
        assertThat(kind(STATEMENT, body)).isEqualTo(OperationKind.UNKNOWN);
    }

    @Test
    void partiQl_whoseBodyCannotBeShown_isUnknown() throws IOException {
        assertThat(kind(STATEMENT, null)).isEqualTo(OperationKind.UNKNOWN);
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        assertThat(Operations.kind(STATEMENT, () -> broken)).isEqualTo(OperationKind.UNKNOWN);
    }

    @Test
    void bodyOfOtherOperations_isNotRead() {
        Supplier<InputStream> body = () -> {
            throw new AssertionError("opened");
        };
        assertThat(Operations.kind("DynamoDB_20120810.PutItem", body)).isEqualTo(OperationKind.WRITE);
        assertThat(Operations.kind("DynamoDB_20120810.Unknown", body)).isEqualTo(OperationKind.UNKNOWN);
    }
}
