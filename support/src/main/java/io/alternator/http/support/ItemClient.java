package io.alternator.http.support;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** A DynamoDB client of any kind, sync or async, so that a program is written once. Thread-safe. */
public interface ItemClient extends AutoCloseable {

    /** Reads an item. A failure is always in the future, also that of a sync client. */
    CompletableFuture<GetItemResponse> get(GetItemRequest request);

    /** Writes an item; failures as those of {@link #get}. */
    CompletableFuture<PutItemResponse> put(PutItemRequest request);

    /** Reads an item that is nothing but its {@code id}. Fails also if the response is another item. */
    default CompletableFuture<GetItemResponse> get(String table, String id) {
        Map<String, AttributeValue> item = item(id);
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(item)
                .consistentRead(true)
                .build();
        return get(request).thenApply(response -> {
            if (!response.item().equals(item)) {
                throw new IllegalStateException("requested " + item + ", received " + response.item());
            }
            return response;
        });
    }

    /** Writes such an item. */
    default CompletableFuture<PutItemResponse> put(String table, String id) {
        return put(PutItemRequest.builder().tableName(table).item(item(id)).build());
    }

    private static Map<String, AttributeValue> item(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }

    /** Why a request failed, from the exception of its future: without the one in which futures wrap it. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Closes the client, and with it the HTTP client that it owns. */
    @Override
    void close();

    static ItemClient of(DynamoDbClient client) {
        return new Sync(client);
    }

    static ItemClient of(DynamoDbAsyncClient client) {
        return new Async(client);
    }

    /** Sets what each client of the SDK needs: where the nodes are, and who asks. Any region does. */
    static <B extends AwsClientBuilder<B, C>, C> B configure(
            B client, URI endpoint, AwsCredentialsProvider credentials) {
        return client.endpointOverride(endpoint).region(Region.US_EAST_1).credentialsProvider(credentials);
    }

    private static <T> CompletableFuture<T> attempt(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Over a sync client. */
    record Sync(DynamoDbClient client) implements ItemClient {
        @Override
        public CompletableFuture<GetItemResponse> get(GetItemRequest request) {
            return attempt(() -> CompletableFuture.completedFuture(client.getItem(request)));
        }

        @Override
        public CompletableFuture<PutItemResponse> put(PutItemRequest request) {
            return attempt(() -> CompletableFuture.completedFuture(client.putItem(request)));
        }

        @Override
        public void close() {
            client.close();
        }
    }

    /** Over an async client, which throws when it is closed. */
    record Async(DynamoDbAsyncClient client) implements ItemClient {
        @Override
        public CompletableFuture<GetItemResponse> get(GetItemRequest request) {
            return attempt(() -> client.getItem(request));
        }

        @Override
        public CompletableFuture<PutItemResponse> put(PutItemRequest request) {
            return attempt(() -> client.putItem(request));
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
