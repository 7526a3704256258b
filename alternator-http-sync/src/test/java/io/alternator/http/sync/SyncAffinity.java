package io.alternator.http.sync;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.AffinityContract;
import io.alternator.http.contract.WriteClient;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Key affinity of sync clients. */
abstract class SyncAffinity extends AffinityContract {

    abstract SdkHttpClient.Builder<?> delegate();

    @Override
    protected WriteClient open(AlternatorConfig config, AwsCredentialsProvider credentials) {
        AlternatorHttpClient http = AlternatorHttpClient.wrap(delegate(), config);
        return new SyncWriteClient(
                http,
                SyncTestClient.dynamo(http, config.endpoint(), credentials).build());
    }

    private record SyncWriteClient(AlternatorHttpClient http, DynamoDbClient client) implements WriteClient {
        @Override
        public void put(PutItemRequest request) {
            client.putItem(request);
        }

        @Override
        public void update(UpdateItemRequest request) {
            client.updateItem(request);
        }

        @Override
        public void write(BatchWriteItemRequest request) {
            client.batchWriteItem(request);
        }

        @Override
        public void describe(DescribeTableRequest request) {
            client.describeTable(request);
        }

        @Override
        public List<NodeStatus> nodes() {
            return http.nodes();
        }

        @Override
        public void close() {
            client.close();
            http.close();
        }
    }
}
