package io.alternator.http.async;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.AffinityContract;
import io.alternator.http.contract.WriteClient;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Key affinity of async clients. */
abstract class AsyncAffinity extends AffinityContract {

    abstract SdkAsyncHttpClient.Builder<?> delegate();

    @Override
    protected WriteClient open(AlternatorConfig config, AwsCredentialsProvider credentials) {
        AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(delegate(), config);
        return new AsyncWriteClient(
                http,
                AsyncTestClient.dynamo(http, config.endpoint(), credentials).build());
    }

    private record AsyncWriteClient(AlternatorAsyncHttpClient http, DynamoDbAsyncClient client) implements WriteClient {
        @Override
        public void put(PutItemRequest request) {
            client.putItem(request).join();
        }

        @Override
        public void update(UpdateItemRequest request) {
            client.updateItem(request).join();
        }

        @Override
        public void write(BatchWriteItemRequest request) {
            client.batchWriteItem(request).join();
        }

        @Override
        public void describe(DescribeTableRequest request) {
            client.describeTable(request).join();
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
