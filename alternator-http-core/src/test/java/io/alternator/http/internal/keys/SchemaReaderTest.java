package io.alternator.http.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.testing.TestIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What responses tell of the tables' keys. */
final class SchemaReaderTest {
    private static final ClientLog LOG = TestIdentity.ORDERS.log(SchemaReader.class);
    private static final String TABLE = "{'%s':{'GlobalSecondaryIndexes':[{'IndexName':'x','KeySchema':"
            + "[{'AttributeName':'other','KeyType':'HASH'}]}],'KeySchema':[{'AttributeName':'at','KeyType':'RANGE'},"
            + "{'KeyType':'HASH','AttributeName':'id'}],'TableName':'dogs','TableStatus':'ACTIVE'}}";

    private final KeyNames names = new KeyNames(Map.of());

    private void read(SchemaReader reader, SdkHttpResponse headers, byte[] body) {
        reader.responded(headers);
        for (int i = 0; i < body.length; i += 7) {
            reader.add(ByteBuffer.wrap(body, i, Math.min(7, body.length - i)));
        }
        reader.finished();
        reader.finished(); // the end may be reported more than once
    }

    private static SdkHttpResponse headers(int status) {
        return SdkHttpFullResponse.builder().statusCode(status).build();
    }

    private static byte[] body(String member) {
        return TABLE.formatted(member).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Table", "TableDescription"})
    void description_tellsThePartitionKey(String member) {
        read(new SchemaReader(names, false, LOG), headers(200), body(member));
        assertThat(names.of("dogs")).isEqualTo("id");
    }

    @Test
    void deletedTable_isForgotten() {
        names.learn("dogs", "id");
        read(new SchemaReader(names, true, LOG), headers(200), body("TableDescription"));
        assertThat(names.of("dogs")).isNull();
    }

    @Test
    void failure_tellsNothing() {
        read(new SchemaReader(names, false, LOG), headers(400), body("Table"));
        assertThat(names.of("dogs")).isNull();
    }

    @Test
    void truncatedResponse_tellsNothing() {
        SchemaReader reader = new SchemaReader(names, false, LOG);
        byte[] body = body("Table");
        read(reader, headers(200), java.util.Arrays.copyOf(body, body.length - 40));
        assertThat(names.of("dogs")).isNull();
    }

    @Test
    void compressedResponse_isReadToo() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body("Table"));
        }
        read(
                new SchemaReader(names, false, LOG),
                SdkHttpFullResponse.builder()
                        .statusCode(200)
                        .putHeader("Content-Encoding", "gzip")
                        .build(),
                compressed.toByteArray());
        assertThat(names.of("dogs")).isEqualTo("id");
    }
}
