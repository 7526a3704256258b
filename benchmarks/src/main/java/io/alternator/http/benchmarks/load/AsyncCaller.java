package io.alternator.http.benchmarks.load;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Each answer brings about the next request, on whichever thread the SDK completes it. */
record AsyncCaller(DynamoDbAsyncClient client) implements Caller {

    @Override
    public CompletableFuture<Void> ask(Turn turn) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        next(turn, done);
        return done;
    }

    private void next(Turn turn, CompletableFuture<Void> done) {
        if (turn.over()) {
            done.complete(null);
            return;
        }
        long asked = System.nanoTime();
        client.getItem(QUESTION)
                .thenAccept(answer -> {
                    Caller.check(answer);
                    turn.answered(asked);
                    next(turn, done);
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
