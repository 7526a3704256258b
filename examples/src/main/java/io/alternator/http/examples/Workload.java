package io.alternator.http.examples;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Callers that write an item, read it back at once, and remember what they wrote. */
final class Workload {
    private final String table;
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private volatile boolean running = true;

    Workload(String table) {
        this.table = table;
    }

    /** A client of either kind. */
    interface Db {
        /** Writes. */
        CompletableFuture<?> put(PutItemRequest request);

        /** Reads. */
        CompletableFuture<GetItemResponse> get(GetItemRequest request);
    }

    /** Starts so many callers of each client; they end after {@link #stop()}. */
    List<CompletableFuture<Void>> start(Map<String, Db> clients, int callers) {
        return clients.entrySet().stream()
                .flatMap(client ->
                        IntStream.range(0, callers).mapToObj(i -> start(client.getKey() + "-" + i, client.getValue())))
                .toList();
    }

    private CompletableFuture<Void> start(String caller, Db db) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    for (int i = 0; running; i++) {
                        once(caller + "-" + i, db);
                    }
                    ended.complete(null);
                },
                caller);
        thread.start();
        return ended;
    }

    void stop() {
        running = false;
    }

    long requests() {
        return requests.sum();
    }

    long failures() {
        return failures.sum();
    }

    /** Reads every written item once more; how many are there. */
    long readBack(Db db) {
        return written.stream().filter(id -> isThere(id, db)).count();
    }

    long written() {
        return written.size();
    }

    private void once(String id, Db db) {
        try {
            db.put(PutItemRequest.builder().tableName(table).item(key(id)).build())
                    .join();
            written.add(id);
            requests.increment();
            if (!isThere(id, db)) {
                failures.increment();
            }
        } catch (RuntimeException e) {
            failures.increment();
            System.out.println("  failed: " + e);
        }
    }

    private boolean isThere(String id, Db db) {
        requests.increment();
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(key(id))
                .consistentRead(true)
                .build();
        return db.get(request).join().item().equals(key(id));
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }
}
