package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends the writes of one partition key to one node, the same one from all clients. Alternator runs a write that reads first as a
 * lightweight transaction; transactions of one key that meet on one coordinator do not contend. The order in which a key's nodes are
 * tried is that of ScyllaDB's own clients.
 *
 * <pre>{@code
 * KeyAffinity.readModifyWrite().partitionKey("orders", "id")
 * }</pre>
 *
 * <p>The client must know what the partition key of a table is called. It takes the name from here, or learns it: from the responses to
 * {@code CreateTable} and {@code DescribeTable} that pass through, from the keys of {@code UpdateItem} and {@code DeleteItem} on tables
 * without a sort key, and by the {@linkplain #lookup lookup}. Until then, the table's writes are routed as usual.
 *
 * <p>Downside: keys that are written very often load their nodes unevenly, and a write with a key costs its body being read once
 * more. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class KeyAffinity {
    private final Mode mode;
    private final Map<String, String> partitionKeys;
    private final Optional<Function<String, CompletionStage<String>>> lookup;

    private KeyAffinity(
            Mode mode, Map<String, String> partitionKeys, Optional<Function<String, CompletionStage<String>>> lookup) {
        this.mode = mode;
        this.partitionKeys = partitionKeys;
        this.lookup = lookup;
    }

    /**
     * Which writes go by their key.
     *
     * @since 0.1.0
     */
    public enum Mode {
        /** Those that read before they write. */
        READ_MODIFY_WRITE,
        /** All. */
        ANY_WRITE
    }

    /**
     * Affinity for writes that read before they write. Right for clusters whose tables have the write isolation {@code
     * only_rmw_uses_lwt}.
     *
     * <ul>
     *   <li>{@code PutItem} and {@code DeleteItem} with a condition, or with {@code ReturnValues} other than {@code NONE}
     *   <li>{@code UpdateItem} with an expression or a condition; with {@code ReturnValues} of {@code ALL_OLD}, {@code
     *       UPDATED_OLD} or {@code ALL_NEW}; with an attribute update {@code ADD}, or {@code DELETE} with a value
     * </ul>
     */
    public static KeyAffinity readModifyWrite() {
        return new KeyAffinity(Mode.READ_MODIFY_WRITE, Map.of(), Optional.empty());
    }

    /**
     * Affinity for each {@code PutItem}, {@code UpdateItem}, {@code DeleteItem} and {@code BatchWriteItem}. Right for clusters whose
     * tables have the write isolation {@code always_use_lwt}. A batch goes to the node that most of its keys have first.
     */
    public static KeyAffinity anyWrite() {
        return new KeyAffinity(Mode.ANY_WRITE, Map.of(), Optional.empty());
    }

    /**
     * Adds what the partition key of a table is called. Takes precedence over what is learned.
     *
     * @throws IllegalArgumentException if a name is null or blank
     */
    public KeyAffinity partitionKey(String table, String attribute) {
        Map<String, String> keys = new LinkedHashMap<>(partitionKeys);
        keys.put(
                Checks.notBlank("keyAffinity: table", table),
                Checks.notBlank("keyAffinity: partitionKey of table '" + table + "'", attribute));
        return new KeyAffinity(mode, Map.copyOf(keys), lookup);
    }

    /**
     * Sets how the client finds out what the partition key of a table is called, given the table's name. Called when a write needs it,
     * on a background thread, which it may block; once at a time for each table. Its result counts if it arrives within 10 s. A failure
     * is tried again three times, after 100 ms and longer. A table that does not exist or may not be described ({@code
     * ResourceNotFoundException}, {@code AccessDeniedException}, {@code ValidationException}) is left alone for five minutes.
     *
     * @throws IllegalArgumentException if it is null
     */
    public KeyAffinity lookup(Function<String, CompletionStage<String>> lookup) {
        return new KeyAffinity(mode, partitionKeys, Optional.of(Checks.required("lookup", lookup)));
    }

    /** Which writes go by their key. */
    public Mode mode() {
        return mode;
    }

    /** The configured names of partition keys, by table. */
    public Map<String, String> partitionKeys() {
        return partitionKeys;
    }

    /** How other names are found, besides being learned. */
    public Optional<Function<String, CompletionStage<String>>> lookup() {
        return lookup;
    }

    /** As in {@code ANY_WRITE(orders.id, lookup)}. */
    @Override
    public String toString() {
        Stream<String> keys = partitionKeys.entrySet().stream()
                .map(key -> key.getKey() + "." + key.getValue())
                .sorted();
        return Stream.concat(keys, lookup.stream().map(set -> "lookup"))
                .collect(Collectors.joining(", ", mode + "(", ")"));
    }
}
