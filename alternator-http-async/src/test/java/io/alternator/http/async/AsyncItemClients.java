package io.alternator.http.async;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.contract.ItemClient;
import io.alternator.http.contract.ItemClients;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Async clients.
 *
 * @param delegate a new builder of the HTTP client
 */
record AsyncItemClients(Supplier<SdkAsyncHttpClient.Builder<?>> delegate) implements ItemClients {

    @Override
    public ItemClient balanced(
            AlternatorConfig config, AwsCredentialsProvider credentials, ClientOverrideConfiguration override) {
        return open(
                AlternatorAsyncHttpClient.wrapAsync(delegate.get(), config), config.endpoint(), credentials, override);
    }

    @Override
    public ItemClient bare(URI endpoint, AwsCredentialsProvider credentials, ClientOverrideConfiguration override) {
        return open(delegate.get().build(), endpoint, credentials, override);
    }

    private static ItemClient open(
            SdkAsyncHttpClient http,
            URI endpoint,
            AwsCredentialsProvider credentials,
            ClientOverrideConfiguration override) {
        return new Client(
                http,
                AsyncTestClient.dynamo(http, endpoint, credentials)
                        .overrideConfiguration(override)
                        .build());
    }

    private record Client(SdkAsyncHttpClient http, DynamoDbAsyncClient client) implements ItemClient {

        @Override
        public Map<String, AttributeValue> get(String id) {
            return AsyncTestClient.join(
                            client.getItem(get -> get.tableName(TABLE).key(Map.of("id", AttributeValue.fromS(id)))))
                    .item();
        }

        @Override
        public void put(Map<String, AttributeValue> item) {
            AsyncTestClient.join(client.putItem(put -> put.tableName(TABLE).item(item)));
        }

        @Override
        public void close() {
            client.close();
            http.close();
        }
    }
}
