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

/** Callers that write an item, read it back at once, and record its id. */
final class Workload {
    private final String table;
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Set<String> writtenIds = ConcurrentHashMap.newKeySet();
    private volatile boolean running = true;

    Workload(String table) {
        this.table = table;
    }

    /** What the workload needs of a client, sync or async. */
    interface ItemClient {
        /** Writes an item. */
        CompletableFuture<?> put(PutItemRequest request);

        /** Reads an item. */
        CompletableFuture<GetItemResponse> get(GetItemRequest request);
    }

    /** Starts {@code callers} threads per client. They end after {@link #stop()}. */
    List<CompletableFuture<Void>> start(Map<String, ItemClient> clients, int callers) {
        return clients.entrySet().stream()
                .flatMap(client ->
                        IntStream.range(0, callers).mapToObj(i -> start(client.getKey() + "-" + i, client.getValue())))
                .toList();
    }

    private CompletableFuture<Void> start(String caller, ItemClient client) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    for (int i = 0; running; i++) {
                        writeAndRead(caller + "-" + i, client);
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

    /** Reads every written item once more and returns how many exist. */
    long countReadable(ItemClient client) {
        return writtenIds.stream().filter(id -> exists(id, client)).count();
    }

    long written() {
        return writtenIds.size();
    }

    private void writeAndRead(String id, ItemClient client) {
        try {
            client.put(PutItemRequest.builder().tableName(table).item(key(id)).build())
                    .join();
            writtenIds.add(id);
            requests.increment();
            if (!exists(id, client)) {
                failures.increment();
            }
        } catch (RuntimeException e) {
            failures.increment();
            System.out.println("  failed: " + e);
        }
    }

    private boolean exists(String id, ItemClient client) {
        requests.increment();
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(key(id))
                .consistentRead(true)
                .build();
        return client.get(request).join().item().equals(key(id));
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }
}
