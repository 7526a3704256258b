package io.alternator.http.examples.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("cluster", cluster);
        state.put("run", run);
        state.put("now", now.toEpochMilli());
        state.put("strategy", settings.strategy());
        state.put("kind", settings.kind());
        if (!samples.isEmpty()) {
            Sample latest = samples.get(samples.size() - 1);
            state.put("latest", new Latest(latest.rate(), latest.requests(), latest.failures(), nodes(latest)));
        }
        state.put("history", samples.stream().map(StateJson::historic).toList());
        state.put("events", events);
        return JSON.writeValueAsBytes(state);
    }

    private record Latest(double rate, long requests, long failures, List<Node> nodes) {}

    private record Historic(long number, long at, double rate, Map<String, List<@Nullable Double>> nodes) {}

    private record Node(
            String node,
            String scope,
            NodeState state,
            long since,
            String why,
            double rate,
            double failing,
            double share,
            double fairShare,
            @Nullable Double latency,
            int inFlight,
            int leases,
            @Nullable String fault) {}

    private List<Node> nodes(Sample sample) {
        return sample.nodes().stream()
                .map(node -> new Node(
                        node.name(),
                        node.status().scope(),
                        node.status().state(),
                        node.status().since().toEpochMilli(),
                        node.status().reason(),
                        node.rate(),
                        node.failing(),
                        node.share(),
                        node.fairShare(),
                        latency(node.status()),
                        node.status().inFlight(),
                        node.status().leases(),
                        faults.apply(node.name()).orElse(null)))
                .toList();
    }

    private static Historic historic(Sample sample) {
        Map<String, List<@Nullable Double>> nodes = new LinkedHashMap<>();
        sample.nodes().forEach(node -> nodes.put(node.name(), Arrays.asList(node.rate(), latency(node.status()))));
        return new Historic(sample.number(), sample.at().toEpochMilli(), sample.rate(), nodes);
    }

    /** Null before the first response, and while the node is down and not measured. */
    private static @Nullable Double latency(NodeStatus status) {
        Duration latency = status.latency();
        return latency.isZero() || status.state() == NodeState.DOWN ? null : latency.toNanos() / NANOS_PER_MILLI;
    }
}
