package io.alternator.http.examples.console;

import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The latest 100 events, oldest first. Events that repeat since the operator's last action are one entry, and the actions are dropped
 * last: what caused an event stays in the list with it. Thread-safe.
 */
final class Journal {
    private static final int MAX_EVENTS = 100;

    private final InstantSource clock;
    private final List<Event> events = new ArrayList<>();
    private Map<String, NodeState> states = Map.of();
    private long failures;
    private long lastNumber;

    Journal(InstantSource clock) {
        this.clock = clock;
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** Adds an action of the operator. */
    void command(String about, String text) {
        write(Event.Kind.COMMAND, about, text, 0);
    }

    /** Adds the changes since the last call: node states, removed nodes, failures. */
    synchronized void observe(List<NodeStatus> nodes, long failuresNow, String latestFailure) {
        nodes.forEach(this::observe);
        Map<String, NodeState> now =
                nodes.stream().collect(Collectors.toMap(NodeSample::name, NodeStatus::state, (a, b) -> b));
        states.keySet().stream()
                .filter(node -> !now.containsKey(node))
                .forEach(node -> write(Event.Kind.STATE, node, "removed", 0));
        states = now;
        if (failuresNow > failures) {
            write(Event.Kind.FAILURE, "application", latestFailure, failuresNow - failures);
            failures = failuresNow;
        }
    }

    private void observe(NodeStatus node) {
        NodeState before = states.get(NodeSample.name(node));
        if (before != node.state()) {
            write(
                    node.state() == NodeState.DOWN ? Event.Kind.DOWN : Event.Kind.STATE,
                    NodeSample.name(node),
                    (before == null ? "" : before + " → ") + node.state() + ": " + node.reason(),
                    0);
        }
    }

    private synchronized void write(Event.Kind kind, String about, String what, long calls) {
        Event event = new Event(++lastNumber, clock.millis(), kind, about, what, calls);
        Optional<Event> before = sinceTheLastAction().stream()
                .filter(earlier -> earlier.isRepeatedBy(event))
                .findFirst();
        before.ifPresent(events::remove);
        events.add(before.map(event::repeating).orElse(event));
        if (events.size() > MAX_EVENTS) {
            events.remove(events.stream()
                    .filter(earlier -> earlier.kind() != Event.Kind.COMMAND)
                    .findFirst()
                    .orElseGet(() -> events.get(0)));
        }
    }

    private List<Event> sinceTheLastAction() {
        int first = events.size();
        while (first > 0 && events.get(first - 1).kind() != Event.Kind.COMMAND) {
            first--;
        }
        return events.subList(first, events.size());
    }
}
