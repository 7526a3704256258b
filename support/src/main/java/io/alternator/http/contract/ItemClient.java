package io.alternator.http.contract;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A DynamoDB client, sync or async, that reads and writes items of the table {@code dogs}. Throws the SDK's exceptions. */
public interface ItemClient extends AutoCloseable {
    String TABLE = "dogs";

    /** Reads the item with this {@code id}. */
    Map<String, AttributeValue> get(String id);

    /** Writes an item. */
    void put(Map<String, AttributeValue> item);

    @Override
    void close();
}
