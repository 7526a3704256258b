package io.alternator.http.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.examples.console.Reading.Count;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ReadingTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void countsOfANode_areSummedOverClientsAndOutcomes() {
        record("console-1", "a:1", "success", 3);
        record("console-2", "a:1", "success", 2);
        record("console-2", "a:1", "client_error", 1);
        record("console-2", "a:1", "reset", 4);
        record("console-2", "b:1", "throttled", 1);
        assertThat(Reading.attempts(registry))
                .containsEntry("a:1", new Count(10, 4))
                .containsEntry("b:1", new Count(1, 1));
    }

    private void record(String client, String node, String outcome, int times) {
        Timer timer = registry.timer("alternator.client.requests", "client", client, "node", node, "outcome", outcome);
        for (int i = 0; i < times; i++) {
            timer.record(Duration.ofMillis(1));
        }
    }
}
