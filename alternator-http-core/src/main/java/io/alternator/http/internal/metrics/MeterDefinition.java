package io.alternator.http.internal.metrics;

import java.util.List;

/** Every meter that there is: its name, what it tells, and the tags that each of its series has besides {@code client}. */
enum MeterDefinition {
    REQUESTS(
            "requests",
            Type.TIMER,
            "Attempts on the node, from their start to the end of the response",
            Tag.NODE,
            Tag.OUTCOME),
    REQUESTS_ACTIVE("requests.active", Type.GAUGE, "Requests whose response has not ended", Tag.NODE),
    REQUESTS_OLDEST_AGE(
            "requests.oldest.age",
            Type.TIME_GAUGE,
            "How long the node has owed a byte to whoever waits longest, as last looked at",
            Tag.NODE),
    CONNECTIONS("connections", Type.GAUGE, "Leased connections (PER_CONNECTION)", Tag.NODE, Tag.STATE),
    FAILOVERS(
            "failovers",
            Type.COUNTER,
            "Requests that could not be sent to the node and went to another at once",
            Tag.NODE,
            Tag.REASON),
    SDK_RETRIES(
            "sdk.retries",
            Type.COUNTER,
            "The SDK's further attempts at a call that failed on a node, by whether they met that node again",
            Tag.SAME_NODE),
    HEDGES(
            "hedges",
            Type.COUNTER,
            "Reads that were due to be sent to a second node, by what became of that",
            Tag.RESULT),
    NODES("nodes", Type.GAUGE, "Nodes in the state", Tag.STATE),
    NODE_STATE("node.state", Type.GAUGE, "1 for the state that the node is in, else 0", Tag.NODE, Tag.STATE),
    NODE_LATENCY(
            "node.latency",
            Type.TIME_GAUGE,
            "Recent time to the response's headers, weighted towards peaks that last",
            Tag.NODE),
    NODE_WEIGHT(
            "node.weight",
            Type.GAUGE,
            "Part of its fair share that the node should get: below 1 in slow start, overload and failure",
            Tag.NODE),
    EJECTIONS("ejections", Type.COUNTER, "Times that the node went down", Tag.NODE, Tag.REASON),
    PROBES("probes", Type.TIMER, "Probes of the node", Tag.NODE, Tag.OUTCOME),
    PANIC("panic", Type.GAUGE, "1 while no node is up, so that all are used, else 0"),
    PICKS_SKIPPED("picks.skipped", Type.COUNTER, "Times that a node was passed over whose turn it was", Tag.REASON),
    SCOPE_LEVEL(
            "scope.level",
            Type.GAUGE,
            "How much wider than configured the scope of the nodes in use is: 0 if it is as configured"),
    DISCOVERY_REFRESH(
            "discovery.refresh", Type.TIMER, "Questions to nodes for the cluster's list", Tag.OUTCOME, Tag.SOURCE),
    DISCOVERY_AGE("discovery.age", Type.TIME_GAUGE, "Time since the cluster last told its nodes"),
    DISCOVERY_CHANGES("discovery.changes", Type.COUNTER, "Nodes that came to the list, and that left it", Tag.CHANGE);

    private static final String PREFIX = "alternator.client.";

    enum Type {
        TIMER,
        COUNTER,
        GAUGE,
        TIME_GAUGE
    }

    /** The keys of tags. */
    static final class Tag {
        static final String CLIENT = "client";
        static final String NODE = "node";
        static final String OPERATION = "operation";
        private static final String OUTCOME = "outcome";
        private static final String STATE = "state";
        private static final String REASON = "reason";
        private static final String SAME_NODE = "same_node";
        private static final String RESULT = "result";
        private static final String SOURCE = "source";
        private static final String CHANGE = "change";

        private Tag() {}
    }

    private final String meterName;
    private final Type type;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // it is, by List.of
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

    /** Keys besides {@code client}. */
    List<String> tags() {
        return tags;
    }
}
