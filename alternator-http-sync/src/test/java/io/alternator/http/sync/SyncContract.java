package io.alternator.http.sync;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.ClientHealth;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.ClientContract;
import io.alternator.http.contract.TestClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** The contract for sync clients. */
abstract class SyncContract extends ClientContract {

    abstract SdkHttpClient.Builder<?> delegate();

    abstract SdkHttpClient.Builder<?> delegateWithTinyPool();

    @Override
    protected TestClient zeroConfig(URI endpoint, AwsCredentialsProvider credentials) {
        return new SyncTestClient(AlternatorHttpClient.wrap(delegate().build()), endpoint, credentials);
    }

    @Override
    protected TestClient configured(AlternatorConfig config, AwsCredentialsProvider credentials) {
        return new SyncTestClient(AlternatorHttpClient.wrap(delegate(), config), config.endpoint(), credentials);
    }

    @Override
    protected TestClient withTinyPool(AlternatorConfig config, AwsCredentialsProvider credentials) {
        return new SyncTestClient(
                AlternatorHttpClient.wrap(delegateWithTinyPool(), config), config.endpoint(), credentials);
    }

    static final class SyncTestClient implements TestClient {
        private final AlternatorHttpClient http;
        private final DynamoDbClient client;

        private SyncTestClient(AlternatorHttpClient http, URI endpoint, AwsCredentialsProvider credentials) {
            this(
                    http,
                    endpoint,
                    credentials,
                    ClientOverrideConfiguration.builder().build());
        }

        SyncTestClient(
                AlternatorHttpClient http,
                URI endpoint,
                AwsCredentialsProvider credentials,
                ClientOverrideConfiguration configuration) {
            this.http = http;
            this.client = DynamoDbClient.builder()
                    .httpClient(http)
                    .endpointOverride(endpoint)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(credentials)
                    .overrideConfiguration(configuration)
                    .build();
        }

        @Override
        public Map<String, AttributeValue> get(GetItemRequest request) {
            return client.getItem(request).item();
        }

        @Override
        public void put(String id) {
            client.putItem(put -> put.tableName("dogs").item(Map.of("id", AttributeValue.fromS(id))));
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
