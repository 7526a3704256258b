package io.alternator.http.internal.metrics;

import java.util.List;

/** All meters: name, type, description, and the tags of each series besides {@code client}. The same table is in docs/metrics.md. */
enum MeterDefinition {
    INFO("info", Type.GAUGE, "1; its tags say what the client is", Tag.KIND, Tag.STRATEGY, Tag.VERSION),
    REQUESTS(
            "requests",
            Type.TIMER,
            "Attempts on the node, from start to the end of the response",
            Tag.NODE,
            Tag.OUTCOME),
    REQUESTS_ACTIVE("requests.active", Type.GAUGE, "Requests in flight: the response has not ended", Tag.NODE),
    REQUESTS_OLDEST_AGE(
            "requests.oldest.age", Type.TIME_GAUGE, "Age of the oldest request waiting for data (sampled)", Tag.NODE),
    CONNECTIONS("connections", Type.GAUGE, "Leased connections (PER_CONNECTION)", Tag.NODE, Tag.STATE),
    FAILOVERS(
            "failovers",
            Type.COUNTER,
            "Requests that the node did not execute and that were sent to another",
            Tag.NODE,
            Tag.REASON),
    SDK_RETRIES(
            "sdk.retries",
            Type.COUNTER,
            "SDK retries of calls that failed on a node, by whether the retry met a node that had failed it",
            Tag.SAME_NODE),
    HEDGES("hedges", Type.COUNTER, "Reads due to be hedged (sent to a second node as well), by result", Tag.RESULT),
    KEYED_WRITES("keyed.writes", Type.COUNTER, "Attempts of writes that key affinity is for, by result", Tag.RESULT),
    NODES("nodes", Type.GAUGE, "Nodes in each state", Tag.STATE),
    NODE_STATE("node.state", Type.GAUGE, "1 for the node's current state, else 0", Tag.NODE, Tag.STATE),
    NODE_LATENCY(
            "node.latency",
            Type.TIME_GAUGE,
            "Recent time to response headers, weighted towards sustained peaks; NaN while DOWN",
            Tag.NODE),
    NODE_WEIGHT(
            "node.weight",
            Type.GAUGE,
            "Fraction of its fair share that the node gets: below 1 in slow start, overload and failure; 0 unless UP",
            Tag.NODE),
    EJECTIONS("ejections", Type.COUNTER, "Transitions of the node to DOWN", Tag.NODE, Tag.REASON, Tag.FOUND_BY),
    PROBES("probes", Type.TIMER, "Health probes of the node", Tag.NODE, Tag.OUTCOME),
    PANIC("panic", Type.GAUGE, "1 while no node is up and all are used, else 0"),
    PICKS_SKIPPED("picks.skipped", Type.COUNTER, "Nodes skipped although it was their turn, by reason", Tag.REASON),
    SCOPE_LEVEL("scope.level", Type.GAUGE, "Which scope of the chain is in use: 0 for the preferred one"),
    DISCOVERY_REFRESH("discovery.refresh", Type.TIMER, "Requests to nodes for the node list", Tag.OUTCOME, Tag.SOURCE),
    DISCOVERY_AGE("discovery.age", Type.TIME_GAUGE, "Time since the last usable node list; NaN if the server has none"),
    DISCOVERY_CHANGES("discovery.changes", Type.COUNTER, "Nodes added to the list and removed from it", Tag.CHANGE),
    DISCOVERY_CONFLICTS("discovery.conflicts", Type.COUNTER, "Fetches in which nodes disagreed about the cluster");

    private static final String PREFIX = "alternator.client.";

    enum Type {
        TIMER,
        COUNTER,
        GAUGE,
        TIME_GAUGE
    }

    /** Tag keys. */
    static final class Tag {
        static final String CLIENT = "client";
        static final String NODE = "node";
        static final String OPERATION = "operation";
        private static final String KIND = "kind";
        private static final String STRATEGY = "strategy";
        private static final String VERSION = "version";
        private static final String OUTCOME = "outcome";
        private static final String STATE = "state";
        private static final String REASON = "reason";
        private static final String FOUND_BY = "found_by";
        private static final String SAME_NODE = "same_node";
        private static final String RESULT = "result";
        private static final String SOURCE = "source";
        private static final String CHANGE = "change";

        private Tag() {}
    }

    private final String meterName;
    private final Type type;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // immutable: made by List.of
    private final List<String> tags;

    MeterDefinition(String name, Type type, String description, String... tags) {
        this.meterName = PREFIX + name;
        this.type = type;
        this.description = description;
        this.tags = List.of(tags);
    }

    String meterName() {
        return meterName;
    }

    Type type() {
        return type;
    }

    String description() {
        return description;
    }

    /** Tag keys besides {@code client}. */
    List<String> tags() {
        return tags;
    }
}
