package io.alternator.http.examples.console;

import static io.alternator.http.examples.console.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JournalTest {
    private final Journal journal = new Journal(() -> Instant.EPOCH);

    @Test
    void onlyStateChanges_becomeEvents() {
        journal.observe(List.of(node("a:1", NodeState.UP, "listed")), 0, "");
        journal.observe(List.of(node("a:1", NodeState.UP, "listed")), 0, "");
        journal.observe(List.of(node("a:1", NodeState.DOWN, "connect_error")), 0, "");
        journal.observe(List.of(), 0, "");
        assertThat(journal.events())
                .containsExactly(
                        new Event(1, 0, Event.Kind.STATE, "a:1", "UP: listed"),
                        new Event(2, 0, Event.Kind.DOWN, "a:1", "UP → DOWN: connect_error"),
                        new Event(3, 0, Event.Kind.STATE, "a:1", "removed"));
    }

    @Test
    void failuresBetweenTwoObservations_becomeOneEvent() {
        journal.observe(List.of(), 1, "timed out");
        journal.observe(List.of(), 1, "timed out");
        journal.observe(List.of(), 8, "refused");
        assertThat(journal.events())
                .extracting(Event::text)
                .containsExactly("1 request failed: timed out", "7 requests failed: refused");
    }

    @Test
    void oldestEvents_areDropped() {
        for (int i = 1; i <= 150; i++) {
            journal.command("a:1", "killed for the " + i + "th time");
        }
        assertThat(journal.events())
                .hasSize(100)
                .extracting(Event::number)
                .startsWith(51L)
                .endsWith(150L);
    }
}
