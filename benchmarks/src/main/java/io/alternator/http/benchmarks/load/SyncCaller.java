package io.alternator.http.benchmarks.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Takes a thread for each request that is under way.
 *
 * @param threads as many as there are requests at once, and the same for all contenders
 */
record SyncCaller(DynamoDbClient client, Executor threads) implements Caller {

    @Override
    public CompletableFuture<Void> ask(Turn turn) {
        return CompletableFuture.runAsync(() -> run(turn), threads);
    }

    private void run(Turn turn) {
        while (!turn.over()) {
            long asked = System.nanoTime();
            Caller.check(client.getItem(QUESTION));
            turn.answered(asked);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
