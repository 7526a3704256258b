package io.alternator.http.internal.keys;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.alternator.http.internal.identity.ClientLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Learns what a table's partition key is called from the response to {@code DescribeTable}, {@code CreateTable} or {@code UpdateTable},
 * and forgets it with the response to {@code DeleteTable}. Keeps a copy of the body, up to 1 MB, until its end. Used by one thread at
 * a time.
 */
public final class SchemaReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_BYTES = 1 << 20;

    private final ClientLog log;
    private final KeyNames names;
    private final boolean deletes;
    private @Nullable ByteArrayOutputStream body; // null unless it is of interest
    private boolean compressed;

    SchemaReader(KeyNames names, boolean deletes, ClientLog log) {
        this.log = log;
        this.names = names;
        this.deletes = deletes;
    }

    /** The response's headers are passed on. */
    public void responded(SdkHttpResponse headers) {
        if (headers.isSuccessful()) {
            body = new ByteArrayOutputStream();
            compressed =
                    headers.firstMatchingHeader("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
        }
    }

    /** Reads along in the body; the buffer's position does not move. */
    public void add(ByteBuffer part) {
        ByteArrayOutputStream read = body;
        if (read == null) {
            return;
        }
        if (read.size() + part.remaining() > MAX_BYTES) {
            body = null;
            return;
        }
        byte[] bytes = new byte[part.remaining()];
        part.duplicate().get(bytes);
        read.writeBytes(bytes);
    }

    /** The body was read. */
    public void finished() {
        ByteArrayOutputStream read = body;
        body = null;
        if (read == null) {
            return;
        }
        InputStream bytes = new ByteArrayInputStream(read.toByteArray());
        try (InputStream text = compressed ? new GZIPInputStream(bytes) : bytes;
                JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    readTable(json);
                }
            }
        } catch (IOException e) {
            log.debug("The description of a table cannot be read", e);
        }
    }

    /** One member of the response: {@code Table} or {@code TableDescription}. */
    private void readTable(JsonParser json) throws IOException {
        String table = null;
        String key = null;
        if (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                if (field.equals("TableName")) {
                    table = json.getValueAsString();
                } else if (field.equals("KeySchema")) {
                    key = partitionKey(json);
                }
                json.skipChildren();
            }
        } else {
            json.skipChildren();
        }
        if (table != null && deletes) {
            names.forget(table);
        } else if (table != null && key != null) {
            names.learn(table, key);
        }
    }

    /** From a list such as {@code [{"AttributeName": "id", "KeyType": "HASH"}, …]}. */
    private static @Nullable String partitionKey(JsonParser json) throws IOException {
        String key = null;
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                String name = null;
                String type = null;
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    boolean isName = json.currentName().equals("AttributeName");
                    json.nextToken();
                    name = isName ? json.getValueAsString() : name;
                    type = isName ? type : json.getValueAsString();
                    json.skipChildren();
                }
                key = "HASH".equals(type) ? name : key;
            }
        }
        return key;
    }
}
