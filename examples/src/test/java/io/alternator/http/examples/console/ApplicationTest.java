package io.alternator.http.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.examples.DemoClients;
import io.alternator.http.examples.DemoClients.Settings;
import io.alternator.http.examples.Options;
import io.alternator.http.examples.Target;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ApplicationTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Target target = new Options().open(ConsoleCommand.cluster());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Application application = new Application(target, registry);

    @AfterEach
    void close() {
        application.close();
        target.close();
    }

    @Test
    void everyClientCanBeChosen_underLoad_withoutFailures() {
        application.start();
        for (DemoClients.Kind kind : DemoClients.Kind.values()) {
            for (RoutingStrategy strategy : RoutingStrategy.values()) {
                Settings settings = new Settings(strategy, kind);
                boolean changes = !settings.equals(application.settings());
                assertThat(application.switchClient(settings)).isEqualTo(changes);
                assertThat(application.switchClient(settings)).isFalse();
                assertThat(application.settings()).isEqualTo(settings);
                await().atMost(LIMIT).until(() -> requestsOf(kind, strategy) > 100);
                await().atMost(LIMIT).until(() -> application.nodes().size() == 3);
            }
        }
        assertThat(application.load().failures())
                .as(() -> application.load().latestFailure())
                .isZero();
    }

    @Test
    void requestsInFlight_endOnTheClientOnWhichTheyBegan() {
        application.start();
        await().atMost(LIMIT).until(() -> application.load().requests() > 100);
        Duration slow = Duration.ofMillis(500);
        target.embedded().orElseThrow().nodes().forEach(node -> node.slow(slow));
        await().atMost(LIMIT).until(() -> application.nodes().stream().anyMatch(node -> node.inFlight() > 0));
        application.switchClient(new Settings(RoutingStrategy.PER_CONNECTION, DemoClients.Kind.ASYNC));
        target.embedded().orElseThrow().nodes().forEach(TestNode::heal);
        await().atMost(LIMIT).until(() -> requestsOf(DemoClients.Kind.ASYNC, RoutingStrategy.PER_CONNECTION) > 100);
        assertThat(application.load().failures())
                .as(() -> application.load().latestFailure())
                .isZero();
    }

    private long requestsOf(DemoClients.Kind kind, RoutingStrategy strategy) {
        String client = (kind + "-" + strategy).toLowerCase(Locale.ROOT).replace('_', '-');
        return registry
                .find("alternator.client.requests")
                .tag("client", client)
                .tag("outcome", "success")
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }
}
