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
                        new Event(1, 0, Event.Kind.STATE, "a:1", "UP: listed", 0),
                        new Event(2, 0, Event.Kind.DOWN, "a:1", "UP → DOWN: connect_error", 0),
                        new Event(3, 0, Event.Kind.STATE, "a:1", "removed", 0));
    }

    @Test
    void failuresBetweenTwoObservations_becomeOneEvent() {
        journal.observe(List.of(), 1, "timed out");
        journal.observe(List.of(), 1, "timed out");
        journal.observe(List.of(), 8, "refused");
        assertThat(journal.events())
                .extracting(Event::text)
                .containsExactly("1 call failed: timed out", "7 calls failed: refused");
    }

    @Test
    void repeatedEventsAreOneEntry_sinceTheLastAction() {
        journal.command("a:1", "killed");
        for (int i = 1; i <= 200; i++) {
            journal.observe(List.of(node("a:1", NodeState.DOWN, "silent for " + i + " ms")), 2L * i - 1, "refused");
            journal.observe(List.of(node("a:1", NodeState.UP, "probe answered")), 2L * i, "refused");
        }
        assertThat(journal.events())
                .extracting(Event::text)
                .containsExactly(
                        "killed",
                        "DOWN: silent for 1 ms",
                        "UP → DOWN: silent for 200 ms",
                        "DOWN → UP: probe answered",
                        "400 calls failed: refused");
        assertThat(journal.events()).extracting(Event::times).containsExactly(1L, 1L, 199L, 200L, 400L);
        assertThat(journal.events().get(2).earlier()).hasSize(50);
        journal.command("a:1", "restored");
        journal.observe(List.of(node("a:1", NodeState.UP, "probe answered")), 401, "refused");
        assertThat(journal.events())
                .extracting(Event::text)
                .endsWith("400 calls failed: refused", "restored", "1 call failed: refused");
    }

    @Test
    void actionsAreDroppedLast() {
        journal.command("a:1", "killed");
        for (char cause = 'a'; cause < 'a' + 200; cause++) {
            journal.observe(List.of(), cause, "cause " + cause);
        }
        assertThat(journal.events()).hasSize(100).extracting(Event::text).startsWith("killed");
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
