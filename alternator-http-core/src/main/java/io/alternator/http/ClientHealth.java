package io.alternator.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a client does, in the shape that health endpoints want (Spring Boot's {@code Health}, MicroProfile's): a status and details.
 * A snapshot, made without asking any node.
 *
 * @param status of the client as a whole
 * @param details in words, in this order: {@code nodesUp} and {@code nodesDown} (counts), {@code discoveryAge} (of the oldest
 *     list, if several clusters are in use), and {@code nodes}, a map from each node's address to its state, since when, and
 *     why if it is not up
 */
public record ClientHealth(Status status, Map<String, Object> details) {

    /** Of the client as a whole. */
    public enum Status {
        /** Every cluster in use has a node that is up, so requests can be answered. */
        UP,
        /** A cluster has no node that is up. Requests are still tried. */
        DOWN,
        /** No cluster is in use yet, because no request came. */
        UNKNOWN
    }

    public ClientHealth {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
