package io.alternator.http.benchmarks.faults;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** A GetItem with a unique key, so that an answer to another request is detected. */
record UniqueGetItem(int caller, long number) {

    UniqueGetItem next() {
        return new UniqueGetItem(caller, number + 1);
    }

    GetItemRequest request() {
        return GetItemRequest.builder().tableName("dogs").key(key()).build();
    }

    /**
     * Verifies that the item is the requested key, which is what the canned replies return.
     *
     * @throws IllegalStateException if this is the answer to another request
     */
    void verify(GetItemResponse answer) {
        if (!answer.item().equals(key())) {
            throw new IllegalStateException("requested " + key() + " but received " + answer.item());
        }
    }

    private Map<String, AttributeValue> key() {
        return Map.of("id", AttributeValue.fromS(caller + "-" + number));
    }
}
