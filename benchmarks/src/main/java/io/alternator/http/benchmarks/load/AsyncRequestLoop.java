package io.alternator.http.benchmarks.load;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Sends the next request from the completion of the previous one, on the thread on which the SDK completes it. */
record AsyncRequestLoop(DynamoDbAsyncClient client) implements RequestLoop {

    @Override
    public CompletableFuture<Void> run(Turn turn) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        sendNext(turn, done);
        return done;
    }

    private void sendNext(Turn turn, CompletableFuture<Void> done) {
        if (turn.over()) {
            done.complete(null);
            return;
        }
        long sentAt = System.nanoTime();
        client.getItem(GET_ITEM)
                .thenAccept(answer -> {
                    RequestLoop.requireItem(answer);
                    turn.recordResponse(sentAt);
                    sendNext(turn, done);
                })
                .exceptionally(failure -> {
                    done.completeExceptionally(failure);
                    return null;
                });
    }

    @Override
    public void close() {
        client.close();
    }
}
