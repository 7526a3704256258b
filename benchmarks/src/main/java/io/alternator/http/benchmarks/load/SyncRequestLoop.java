package io.alternator.http.benchmarks.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Uses one thread per request in flight.
 *
 * @param threads one thread per concurrent request; shared by all contenders
 */
record SyncRequestLoop(DynamoDbClient client, Executor threads) implements RequestLoop {

    @Override
    public CompletableFuture<Void> run(Turn turn) {
        return CompletableFuture.runAsync(() -> sendAll(turn), threads);
    }

    private void sendAll(Turn turn) {
        while (!turn.over()) {
            long sentAt = System.nanoTime();
            RequestLoop.requireItem(client.getItem(GET_ITEM));
            turn.recordResponse(sentAt);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
