package io.alternator.http.internal.keys;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.alternator.http.internal.affinity.KeyHash;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads partition keys from items, as hashes, and learns from keys of one attribute what it is called. Collects what it finds in the
 * items of one request. Used by one thread at a time.
 */
final class KeyReader {
    private static final long[] NONE = {};

    private final KeyNames names;
    private long[] hashes = NONE;
    private @Nullable String unnamed;
    private boolean notScalar;
    private long hash; // of the value read last

    KeyReader(KeyNames names) {
        this.names = names;
    }

    /** The hashes of the keys that were found; empty if there is none. */
    long[] hashes() {
        return hashes;
    }

    /** A table with an item whose key was not found: its name is not known, or the item does not have it; null if there is none. */
    @Nullable
    String unnamed() {
        return unnamed;
    }

    /** True if a key was found that is no string, number or binary. */
    boolean isNotScalar() {
        return notScalar;
    }

    /**
     * Reads an item, or its key.
     *
     * @param json at the item; is left at its end
     * @param keyOnly true if all attributes are those of the key: a single one is the partition key
     */
    void read(JsonParser json, String table, boolean keyOnly) throws IOException {
        String name = names.of(table);
        if (json.currentToken() != JsonToken.START_OBJECT || (name == null && !keyOnly)) {
            json.skipChildren();
            unnamed = table;
            return;
        }
        String sole = null; // while there is one attribute
        int attributes = 0;
        boolean found = false;
        boolean scalar = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String attribute = json.currentName();
            json.nextToken();
            boolean isNamed = attribute.equals(name);
            if (isNamed || (keyOnly && attributes == 0)) {
                scalar = readValue(json);
                found |= isNamed;
            } else {
                json.skipChildren();
            }
            sole = attributes++ == 0 ? attribute : null;
        }
        if (!found && keyOnly && sole != null) {
            names.learn(table, sole);
            found = true;
        }
        found(table, found, scalar);
    }

    private void found(String table, boolean found, boolean scalar) {
        if (!found) {
            unnamed = table; // the name, if there is one, stays: it may be the request that is wrong
        } else if (scalar) {
            hashes = Arrays.copyOf(hashes, hashes.length + 1);
            hashes[hashes.length - 1] = hash;
        } else {
            notScalar = true;
        }
    }

    /** Reads a value with its type, as in {@code {"S": "rex"}}. Returns false if it cannot be a key. */
    private boolean readValue(JsonParser json) throws IOException {
        boolean scalar = false;
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String type = json.currentName();
                scalar = json.nextToken() == JsonToken.VALUE_STRING && hash(type, json);
                json.skipChildren();
            }
        }
        return scalar;
    }

    private boolean hash(String type, JsonParser json) throws IOException {
        switch (type) {
            case "S" -> hash = KeyHash.ofString(json.getText());
            case "N" -> hash = KeyHash.ofNumber(json.getText());
            case "B" -> hash = KeyHash.ofBinary(json.getBinaryValue());
            default -> {
                return false;
            }
        }
        return true;
    }
}
