package io.alternator.http.internal.keys;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.alternator.http.internal.operation.RequestBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the partition keys in the body of one write. Reads the JSON only as far as needed. A body that names the table after the item
 * is read twice. Used by one thread at a time.
 */
final class WriteScan implements RequestBody.Reader {
    /** Names are not interned: items may have any attributes. The body is the SDK's to close. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private final WriteOperation operation;
    private final boolean compressed;
    private final KeyReader keys;
    private boolean qualifies;
    private boolean keyPassed;
    private @Nullable String table;

    /**
     * Nothing is read yet.
     *
     * @param anyWrite false if only writes that read before they write count
     * @param compressed true if the body is gzip
     */
    WriteScan(WriteOperation operation, boolean anyWrite, boolean compressed, KeyReader keys) {
        this.operation = operation;
        this.compressed = compressed;
        this.keys = keys;
        this.qualifies = anyWrite;
    }

    /** True if the request counts. */
    boolean qualifies() {
        return qualifies;
    }

    /** True if the body has to be read again: the item came before the name of the table. */
    boolean needsSecondPass() {
        return keyPassed && table != null;
    }

    @Override
    public void read(InputStream body) throws IOException {
        if (compressed) {
            try (InputStream text = new GZIPInputStream(new KeptOpen(body))) { // closed, as it holds native memory
                readText(text);
            }
        } else {
            readText(body);
        }
    }

    private void readText(InputStream text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            if (operation.isBatch()) {
                readBatch(json);
            } else {
                readWrite(json);
            }
        }
    }

    private void readWrite(JsonParser json) throws IOException {
        boolean keyRead = false;
        keyPassed = false;
        while (!(keyRead && qualifies) && json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            String named = table;
            if (operation.hasKeyIn(field) && named != null) {
                keys.read(json, named, operation.hasKeyOnly());
                keyRead = true;
            } else if (operation.hasKeyIn(field)) {
                keyPassed = true;
                json.skipChildren();
            } else if (field.equals("TableName")) {
                table = json.getValueAsString();
                json.skipChildren();
            } else {
                qualifies |= operation.isReadBy(field, json);
                json.skipChildren();
            }
        }
    }

    private void readBatch(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isItems = json.currentName().equals("RequestItems");
            if (json.nextToken() == JsonToken.START_OBJECT && isItems) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    readWrites(json, json.currentName());
                }
            } else {
                json.skipChildren();
            }
        }
    }

    /** The puts and deletes of one table. */
    private void readWrites(JsonParser json, String of) throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) { // PutRequest or DeleteRequest
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    while (json.nextToken() == JsonToken.FIELD_NAME) { // Item or Key
                        boolean isKey = json.currentName().equals("Key");
                        json.nextToken();
                        keys.read(json, of, isKey);
                    }
                }
            }
        }
    }

    private static final class KeptOpen extends FilterInputStream {
        private KeptOpen(InputStream stream) {
            super(stream);
        }

        @Override
        public void close() {}
    }
}
