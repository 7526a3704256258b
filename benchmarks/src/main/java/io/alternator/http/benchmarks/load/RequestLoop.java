package io.alternator.http.benchmarks.load;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Sends GetItem requests for one item through an SDK client, one after another. */
interface RequestLoop extends AutoCloseable {
    /** Built once, so that building it is not part of the measurement. */
    GetItemRequest GET_ITEM = GetItemRequest.builder()
            .tableName("dogs")
            .key(Map.of("id", AttributeValue.fromS("1")))
            .build();

    /** Sends one request after another until the turn is over or a request fails. May be called concurrently. */
    CompletableFuture<Void> run(Turn turn);

    @Override
    void close();

    /** Fails if a response has no item: the comparison would be one of error handling. */
    static void requireItem(GetItemResponse answer) {
        if (!answer.hasItem()) {
            throw new IllegalStateException("response without an item: " + answer);
        }
    }
}
