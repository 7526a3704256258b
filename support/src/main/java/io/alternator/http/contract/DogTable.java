package io.alternator.http.contract;

import io.alternator.http.support.ItemClient;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The table {@code dogs}, over a DynamoDB client of any kind. Waits for each response; throws the SDK's exceptions.
 *
 * @param http closed with the client
 */
public record DogTable(ItemClient client, SdkAutoCloseable http) implements AutoCloseable {
    static final String NAME = "dogs";

    /** Reads the item with this {@code id}. */
    Map<String, AttributeValue> get(String id) {
        return join(client.get(GetItemRequest.builder()
                        .tableName(NAME)
                        .key(Map.of("id", AttributeValue.fromS(id)))
                        .build()))
                .item();
    }

    /** Writes an item. */
    void put(Map<String, AttributeValue> item) {
        join(client.put(PutItemRequest.builder().tableName(NAME).item(item).build()));
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }

    /** Throws the SDK's exception, as a sync client does. */
    public static <T> T join(CompletableFuture<T> response) {
        try {
            return response.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
