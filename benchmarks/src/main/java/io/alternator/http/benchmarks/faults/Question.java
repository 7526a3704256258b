package io.alternator.http.benchmarks.faults;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** A GetItem with a key that no other has, so that its answer is known from all others. */
record Question(int caller, long number) {

    Question next() {
        return new Question(caller, number + 1);
    }

    GetItemRequest request() {
        return GetItemRequest.builder().tableName("dogs").key(key()).build();
    }

    /**
     * Canned replies return the key that was asked for.
     *
     * @throws IllegalStateException if this is the answer to something else
     */
    void check(GetItemResponse answer) {
        if (!answer.item().equals(key())) {
            throw new IllegalStateException("asked for " + key() + ", got " + answer.item());
        }
    }

    private Map<String, AttributeValue> key() {
        return Map.of("id", AttributeValue.fromS(caller + "-" + number));
    }
}
