package io.alternator.http.contract;

import io.alternator.http.ClientHealth;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** A DynamoDB client over a balanced HTTP client, as far as the suite needs it; sync and async alike. */
public interface Db extends AutoCloseable {

    /** Reads an item and throws what the SDK throws. */
    Map<String, AttributeValue> get(GetItemRequest request);

    /** Writes an item. */
    void put(String id);

    /** The nodes as the balanced client sees them. */
    List<NodeStatus> nodes();

    /** How the balanced client does. */
    ClientHealth health();

    @Override
    void close();

    /** Reads an item and checks that the answer is the one to this question. */
    default void get(String id) {
        Map<String, AttributeValue> item = get(GetItemRequest.builder()
                .tableName("dogs")
                .key(Map.of("id", AttributeValue.fromS(id)))
                .build());
        AttributeValue answered = item.get("id");
        if (answered == null || !id.equals(answered.s())) {
            throw new AssertionError("asked for " + id + " and got " + item);
        }
    }

    /** Reads so many items, one after the other. */
    default void get(int times) {
        for (int i = 0; i < times; i++) {
            get("item-" + i);
        }
    }

    /** How many nodes are in the state. */
    default long count(NodeState state) {
        return nodes().stream().filter(node -> node.state() == state).count();
    }

    /** Requests that have not ended, on all nodes. */
    default int inFlight() {
        return nodes().stream().mapToInt(NodeStatus::inFlight).sum();
    }
}
