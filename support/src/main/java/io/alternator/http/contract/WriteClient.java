package io.alternator.http.contract;

import io.alternator.http.NodeStatus;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A DynamoDB client, sync or async, over a balanced HTTP client, that writes. Its methods wait for the response. */
public interface WriteClient extends AutoCloseable {

    void put(PutItemRequest request);

    void update(UpdateItemRequest request);

    void write(BatchWriteItemRequest request);

    void describe(DescribeTableRequest request);

    /** The balanced client's view of the nodes. */
    List<NodeStatus> nodes();

    @Override
    void close();
}
