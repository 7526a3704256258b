package io.alternator.http.examples.console;

import io.alternator.http.NodeStatus;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** A DynamoDB client over a balanced HTTP client, sync or async, with blocking calls. */
interface BalancedClient extends AutoCloseable {
    void put(PutItemRequest request);

    GetItemResponse get(GetItemRequest request);

    List<NodeStatus> nodes();

    @Override
    void close();
}
