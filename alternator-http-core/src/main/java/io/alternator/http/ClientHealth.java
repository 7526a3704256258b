package io.alternator.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The health of a client as a status and details, the form that health endpoints expect (Spring Boot's {@code Health},
 * MicroProfile). An immutable snapshot, made without contacting any node.
 *
 * <pre>{@code
 * ClientHealth health = http.health();
 * boolean degraded = health.status() != ClientHealth.Status.UP;
 * }</pre>
 *
 * @param status of the client as a whole
 * @param details for people, in this order:
 *     <ul>
 *       <li>{@code nodesUp} and {@code nodesDown}: counts
 *       <li>{@code discoveryAge}: age of the node list; of the oldest if several clusters are in use; absent until there is a list
 *       <li>{@code nodes}: a map from each node's address to its state, the time of the last change, and the reason
 *           unless the node is up, or its weight if that is below 1: it fails, sheds load, or is in slow start
 *     </ul>
 * @since 0.1.0
 */
public record ClientHealth(Status status, Map<String, Object> details) {

    /**
     * The status of the client as a whole.
     *
     * @since 0.1.0
     */
    public enum Status {
        /** A cluster has answered, and every cluster in use has a node that is up. */
        UP,
        /** At least one cluster has no node that is up. Requests are still tried. */
        DOWN,
        /** No cluster has answered yet: before the first response and the first node list. */
        UNKNOWN
    }

    public ClientHealth {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
