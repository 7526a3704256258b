package io.alternator.http.internal.keys;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the partition key of each table is called: as configured, else as learned. Thread-safe. */
final class KeyNames {
    private static final int MAX_LEARNED = 10_000;

    private final Map<String, String> configured;
    private final Map<String, String> learned = new ConcurrentHashMap<>();

    KeyNames(Map<String, String> configured) {
        this.configured = configured;
    }

    /** The attribute's name; null if it is not known. */
    @Nullable
    String of(String table) {
        String name = learned.get(table);
        return configured.isEmpty() ? name : configured.getOrDefault(table, name);
    }

    /** A request or a response tells the name. */
    void learn(String table, String attribute) {
        if (!attribute.equals(learned.get(table)) && (learned.size() < MAX_LEARNED || learned.containsKey(table))) {
            learned.put(table, attribute);
        }
    }

    /** The table is deleted. A configured name stays. */
    void forget(String table) {
        learned.remove(table);
    }
}
