package io.alternator.http.async;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.ClientHealth;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.ClientContract;
import io.alternator.http.contract.TestClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** The contract for async clients. */
abstract class AsyncContract extends ClientContract {

    abstract SdkAsyncHttpClient.Builder<?> delegate();

    abstract SdkAsyncHttpClient.Builder<?> delegateWithTinyPool();

    @Override
    protected TestClient zeroConfig(URI endpoint, AwsCredentialsProvider credentials) {
        return new AsyncTestClient(
                AlternatorAsyncHttpClient.wrapAsync(delegate().build()), endpoint, credentials);
    }

    @Override
    protected TestClient configured(AlternatorConfig config, AwsCredentialsProvider credentials) {
        return new AsyncTestClient(
                AlternatorAsyncHttpClient.wrapAsync(delegate(), config), config.endpoint(), credentials);
    }

    @Override
    protected TestClient withTinyPool(AlternatorConfig config, AwsCredentialsProvider credentials) {
        return new AsyncTestClient(
                AlternatorAsyncHttpClient.wrapAsync(delegateWithTinyPool(), config), config.endpoint(), credentials);
    }

    static final class AsyncTestClient implements TestClient {
        private final AlternatorAsyncHttpClient http;
        private final DynamoDbAsyncClient client;

        private AsyncTestClient(AlternatorAsyncHttpClient http, URI endpoint, AwsCredentialsProvider credentials) {
            this(
                    http,
                    endpoint,
                    credentials,
                    ClientOverrideConfiguration.builder().build());
        }

        AsyncTestClient(
                AlternatorAsyncHttpClient http,
                URI endpoint,
                AwsCredentialsProvider credentials,
                ClientOverrideConfiguration configuration) {
            this.http = http;
            this.client = DynamoDbAsyncClient.builder()
                    .httpClient(http)
                    .endpointOverride(endpoint)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(credentials)
                    .overrideConfiguration(configuration)
                    .build();
        }

        @Override
        public Map<String, AttributeValue> get(GetItemRequest request) {
            try {
                return client.getItem(request).join().item();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }

        @Override
        public void put(String id) {
            client.putItem(put -> put.tableName("dogs").item(Map.of("id", AttributeValue.fromS(id))))
                    .join();
        }

        @Override
        public List<NodeStatus> nodes() {
            return http.nodes();
        }

        @Override
        public ClientHealth health() {
            return http.health();
        }

        @Override
        public void close() {
            client.close();
            http.close();
        }
    }
}
