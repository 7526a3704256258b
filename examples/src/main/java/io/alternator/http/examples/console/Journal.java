package io.alternator.http.examples.console;

import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** The latest 100 events, oldest first. Thread-safe. */
final class Journal {
    private static final int MAX_EVENTS = 100;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Event> events = new ArrayDeque<>();
    private Map<String, NodeState> states = Map.of();
    private long failures;
    private long lastNumber;

    Journal(InstantSource clock) {
        this.clock = clock;
    }

    List<Event> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    /** Adds an action of the operator. */
    void command(String about, String text) {
        write(Event.Kind.COMMAND, about, text);
    }

    /** Adds the changes since the last call: node states, removed nodes, failures. */
    void observe(List<NodeStatus> nodes, long failuresNow, String latestFailure) {
        lock.lock();
        try {
            nodes.forEach(this::observe);
            Map<String, NodeState> now =
                    nodes.stream().collect(Collectors.toMap(Journal::name, NodeStatus::state, (a, b) -> b));
            states.keySet().stream()
                    .filter(node -> !now.containsKey(node))
                    .forEach(node -> write(Event.Kind.STATE, node, "removed"));
            states = now;
            if (failuresNow > failures) {
                String count = failuresNow - failures == 1 ? "1 request" : failuresNow - failures + " requests";
                write(Event.Kind.FAILURE, "application", count + " failed: " + latestFailure);
                failures = failuresNow;
            }
        } finally {
            lock.unlock();
        }
    }

    private void observe(NodeStatus node) {
        NodeState before = states.get(name(node));
        if (before != node.state()) {
            write(
                    node.state() == NodeState.DOWN ? Event.Kind.DOWN : Event.Kind.STATE,
                    name(node),
                    (before == null ? "" : before + " → ") + node.state() + ": " + node.why());
        }
    }

    private void write(Event.Kind kind, String about, String text) {
        lock.lock();
        try {
            events.addLast(new Event(++lastNumber, clock.millis(), kind, about, text));
            if (events.size() > MAX_EVENTS) {
                events.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    private static String name(NodeStatus node) {
        return node.address().toString();
    }
}
