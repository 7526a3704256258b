package io.alternator.http.contract;

import io.alternator.http.ClientHealth;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** A DynamoDB client, sync or async, over a balanced HTTP client, with what the suite needs of it. */
public interface TestClient extends AutoCloseable {

    /** Reads an item; throws the SDK's exception if that fails. */
    Map<String, AttributeValue> get(GetItemRequest request);

    /** Writes an item; throws the SDK's exception if that fails. */
    void put(String id);

    /** The balanced client's view of the nodes. */
    List<NodeStatus> nodes();

    /** Health of the balanced client. */
    ClientHealth health();

    @Override
    void close();

    /** Reads an item and checks that the response has the same id. */
    default void get(String id) {
        Map<String, AttributeValue> item = get(GetItemRequest.builder()
                .tableName("dogs")
                .key(Map.of("id", AttributeValue.fromS(id)))
                .build());
        AttributeValue received = item.get("id");
        if (received == null || !id.equals(received.s())) {
            throw new AssertionError("requested " + id + ", received " + item);
        }
    }

    /** Reads this many items, one after the other. */
    default void get(int times) {
        for (int i = 0; i < times; i++) {
            get("item-" + i);
        }
    }

    /** Number of nodes in this state. */
    default long count(NodeState state) {
        return nodes().stream().filter(node -> node.state() == state).count();
    }

    /** The nodes in use, whatever their health; without those that are leaving. */
    default Set<NodeAddress> addresses() {
        return nodes().stream()
                .filter(node -> node.state() != NodeState.DRAINING)
                .map(NodeStatus::address)
                .collect(Collectors.toSet());
    }

    /** True if this node is UP. */
    default boolean isUp(NodeAddress address) {
        return nodes().stream().anyMatch(node -> node.address().equals(address) && node.state() == NodeState.UP);
    }

    /** Number of requests in flight, on all nodes. */
    default int inFlight() {
        return nodes().stream().mapToInt(NodeStatus::inFlight).sum();
    }
}
