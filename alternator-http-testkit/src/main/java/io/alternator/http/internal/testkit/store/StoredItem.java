package io.alternator.http.internal.testkit.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternator.http.internal.testkit.value.AttributeValues;

/**
 * An item as it is stored.
 *
 * @param attributes canonical; never changed
 * @param size in bytes
 */
record StoredItem(ObjectNode attributes, int size) {
    StoredItem(ObjectNode attributes) {
        this(attributes, AttributeValues.size(attributes));
    }
}
