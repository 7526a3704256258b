package io.alternator.http.examples.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the JSON that the page polls: times in milliseconds, rates per second, shares from 0 to 1. */
final class StateJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double NANOS_PER_MILLI = 1e6;

    private final String cluster;
    private final String run;
    private final Function<String, Optional<String>> faults;

    /**
     * @param cluster name of the cluster for the page's header
     * @param run unique id of this run, so that a page notices a restart
     * @param faults the fault of a node; empty if the node is not embedded
     */
    StateJson(String cluster, String run, Function<String, Optional<String>> faults) {
        this.cluster = cluster;
        this.run = run;
        this.faults = faults;
    }

    /**
     * Writes the whole state.
     *
     * @param samples those that the page does not have yet; the last one is written in full
     */
    byte[] write(Instant now, ClientSettings settings, List<Sample> samples, List<Event> events)
            throws JsonProcessingException {
        ObjectNode state = JSON.createObjectNode()
                .put("cluster", cluster)
                .put("run", run)
                .put("now", now.toEpochMilli())
                .put("strategy", settings.strategy().name())
                .put("kind", settings.kind().name());
        if (!samples.isEmpty()) {
            Sample latest = samples.get(samples.size() - 1);
            state.putObject("latest")
                    .put("rate", latest.rate())
                    .put("requests", latest.requests())
                    .put("failures", latest.failures())
                    .putArray("nodes")
                    .addAll(latest.nodes().stream().map(this::node).toList());
        }
        state.putArray("history")
                .addAll(samples.stream().map(StateJson::historic).toList());
        state.putPOJO("events", events);
        return JSON.writeValueAsBytes(state);
    }

    private ObjectNode node(NodeSample node) {
        NodeStatus status = node.status();
        return JSON.createObjectNode()
                .put("node", node.name())
                .put("scope", status.scope())
                .put("state", status.state().name())
                .put("since", status.since().toEpochMilli())
                .put("why", status.reason())
                .put("rate", node.rate())
                .put("failing", node.failing())
                .put("share", node.share())
                .put("fairShare", node.fairShare())
                .put("latency", latency(status))
                .put("inFlight", status.inFlight())
                .put("leases", status.leases())
                .put("fault", faults.apply(node.name()).orElse(null));
    }

    private static ObjectNode historic(Sample sample) {
        ObjectNode historic = JSON.createObjectNode()
                .put("number", sample.number())
                .put("at", sample.at().toEpochMilli())
                .put("rate", sample.rate());
        ObjectNode nodes = historic.putObject("nodes");
        sample.nodes()
                .forEach(node -> nodes.putArray(node.name()).add(node.rate()).add(latency(node.status())));
        return historic;
    }

    /** Null before the first response, and while the node is down and not measured. */
    private static @Nullable Double latency(NodeStatus status) {
        Duration latency = status.latency();
        return latency.isZero() || status.state() == NodeState.DOWN ? null : latency.toNanos() / NANOS_PER_MILLI;
    }
}
