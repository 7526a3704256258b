package io.alternator.http.examples.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes the JSON that the page polls: times in milliseconds, rates per second, shares from 0 to 1. */
final class StateJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final double NANOS_PER_MILLI = 1e6;

    private final String cluster;
    private final String run;
    private final Function<String, Optional<Fault>> faults;

    /**
     * @param cluster name of the cluster for the page's header
     * @param run unique id of this run, so that a page notices a restart
     * @param faults the fault of a node; empty if the node is not embedded
     */
    StateJson(String cluster, String run, Function<String, Optional<Fault>> faults) {
        this.cluster = cluster;
        this.run = run;
        this.faults = faults;
    }

    /**
     * Writes the whole state.
     *
     * @param samples those that the page does not have yet; the last one is written in full
     */
    String write(Instant now, ClientSettings settings, List<Sample> samples, List<Event> events) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("cluster", cluster);
            json.writeStringField("run", run);
            json.writeNumberField("now", now.toEpochMilli());
            json.writeStringField("strategy", settings.strategy().name());
            json.writeStringField("kind", settings.kind().name());
            if (!samples.isEmpty()) {
                latest(json, samples.get(samples.size() - 1));
            }
            history(json, samples);
            events(json, events);
            json.writeEndObject();
        }
        return text.toString();
    }

    private void latest(JsonGenerator json, Sample sample) throws IOException {
        json.writeObjectFieldStart("latest");
        json.writeNumberField("rate", sample.rate());
        json.writeNumberField("requests", sample.requests());
        json.writeNumberField("failures", sample.failures());
        json.writeArrayFieldStart("nodes");
        for (NodeSample node : sample.nodes()) {
            node(json, node);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void node(JsonGenerator json, NodeSample node) throws IOException {
        NodeStatus status = node.status();
        json.writeStartObject();
        json.writeStringField("node", node.name());
        json.writeStringField("scope", status.scope());
        json.writeStringField("state", status.state().name());
        json.writeNumberField("since", status.since().toEpochMilli());
        json.writeStringField("why", status.why());
        json.writeNumberField("rate", node.rate());
        json.writeNumberField("failing", node.failing());
        json.writeNumberField("share", node.share());
        json.writeNumberField("fairShare", node.fairShare());
        json.writeFieldName("latency");
        latency(json, status);
        json.writeNumberField("inFlight", status.inFlight());
        json.writeNumberField("leases", status.leases());
        Optional<Fault> fault = faults.apply(node.name());
        if (fault.isPresent()) {
            json.writeStringField("fault", fault.get().name());
        }
        json.writeEndObject();
    }

    private static void history(JsonGenerator json, List<Sample> samples) throws IOException {
        json.writeArrayFieldStart("history");
        for (Sample sample : samples) {
            historic(json, sample);
        }
        json.writeEndArray();
    }

    private static void historic(JsonGenerator json, Sample sample) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", sample.number());
        json.writeNumberField("at", sample.at().toEpochMilli());
        json.writeNumberField("rate", sample.rate());
        json.writeObjectFieldStart("nodes");
        for (NodeSample node : sample.nodes()) {
            json.writeArrayFieldStart(node.name());
            json.writeNumber(node.rate());
            latency(json, node.status());
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Null before the first response, and while the node is down and not measured. */
    private static void latency(JsonGenerator json, NodeStatus status) throws IOException {
        Duration latency = status.latency();
        if (latency.isZero() || status.state() == NodeState.DOWN) {
            json.writeNull();
        } else {
            json.writeNumber(latency.toNanos() / NANOS_PER_MILLI);
        }
    }

    private static void events(JsonGenerator json, List<Event> events) throws IOException {
        json.writeArrayFieldStart("events");
        for (Event event : events) {
            json.writeStartObject();
            json.writeNumberField("number", event.number());
            json.writeNumberField("at", event.at().toEpochMilli());
            json.writeStringField("kind", event.kind().name());
            json.writeStringField("about", event.about());
            json.writeStringField("text", event.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
