package io.alternator.http.examples.console;

import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The latest 100 events, oldest first. Events that repeat since the operator's last action are one entry, and the actions are dropped
 * last: what caused an event stays in the list with it. Thread-safe.
 */
final class Journal {
    private static final int MAX_EVENTS = 100;
    private static final int MAX_EARLIER = 50;

    /**
     * An event and what a repetition of it has in common.
     *
     * @param what the text without counts
     * @param count of calls, if calls failed
     */
    private record Entry(Event event, String what, long count) {
        private boolean isCommand() {
            return event.kind() == Event.Kind.COMMAND;
        }

        private boolean isRepeatedBy(Event.Kind kind, String about, String again) {
            return event.kind() == kind
                    && event.about().equals(about)
                    && withoutNumbers(what).equals(withoutNumbers(again));
        }

        private static String withoutNumbers(String text) {
            return text.replaceAll("\\d+", "#");
        }
    }

    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private Map<String, NodeState> states = Map.of();
    private long failures;
    private long lastNumber;

    Journal(InstantSource clock) {
        this.clock = clock;
    }

    synchronized List<Event> events() {
        return entries.stream().map(Entry::event).toList();
    }

    /** Adds an action of the operator. */
    void command(String about, String text) {
        write(Event.Kind.COMMAND, about, text, 0);
    }

    /** Adds the changes since the last call: node states, removed nodes, failures. */
    synchronized void observe(List<NodeStatus> nodes, long failuresNow, String latestFailure) {
        nodes.forEach(this::observe);
        Map<String, NodeState> now =
                nodes.stream().collect(Collectors.toMap(Journal::name, NodeStatus::state, (a, b) -> b));
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
        NodeState before = states.get(name(node));
        if (before != node.state()) {
            write(
                    node.state() == NodeState.DOWN ? Event.Kind.DOWN : Event.Kind.STATE,
                    name(node),
                    (before == null ? "" : before + " → ") + node.state() + ": " + node.reason(),
                    0);
        }
    }

    private synchronized void write(Event.Kind kind, String about, String what, long count) {
        Optional<Entry> before = repeated(kind, about, what);
        before.ifPresent(entries::remove);
        long total = count + before.map(Entry::count).orElse(0L);
        long now = clock.millis();
        Event once = new Event(++lastNumber, now, kind, about, text(kind, what, total));
        entries.addLast(new Entry(
                before.map(entry -> again(once, entry.event())).orElse(once), what, total));
        if (entries.size() > MAX_EVENTS) {
            entries.remove(entries.stream()
                    .filter(entry -> !entry.isCommand())
                    .findFirst()
                    .orElseGet(entries::getFirst));
        }
    }

    /** The same event since the operator's last action. */
    private Optional<Entry> repeated(Event.Kind kind, String about, String what) {
        for (Iterator<Entry> latest = entries.descendingIterator(); latest.hasNext(); ) {
            Entry entry = latest.next();
            if (entry.isCommand()) {
                return Optional.empty();
            }
            if (entry.isRepeatedBy(kind, about, what)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static Event again(Event now, Event before) {
        List<Long> all =
                Stream.concat(before.earlier().stream(), Stream.of(before.at())).toList();
        return new Event(
                now.number(),
                now.at(),
                now.kind(),
                now.about(),
                now.text(),
                before.times() + 1,
                before.first(),
                all.subList(Math.max(0, all.size() - MAX_EARLIER), all.size()));
    }

    private static String text(Event.Kind kind, String what, long count) {
        return kind == Event.Kind.FAILURE ? (count == 1 ? "1 call" : count + " calls") + " failed: " + what : what;
    }

    private static String name(NodeStatus node) {
        return node.address().toString();
    }
}
