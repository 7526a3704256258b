package io.alternator.http.benchmarks.load;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** An SDK client that asks for one item, again and again. */
interface Caller extends AutoCloseable {
    /** Made once: what it costs to make is the application's. */
    GetItemRequest QUESTION = GetItemRequest.builder()
            .tableName("dogs")
            .key(Map.of("id", AttributeValue.fromS("1")))
            .build();

    /** One request after the other until the turn is over, or until one fails. Several may go on at once. */
    CompletableFuture<Void> ask(Turn turn);

    @Override
    void close();

    /** A comparison of clients that get no answers would be one of errors. */
    static void check(GetItemResponse answer) {
        if (!answer.hasItem()) {
            throw new IllegalStateException("an answer without an item: " + answer);
        }
    }
}
