package io.alternator.http.internal.selection;

import static io.alternator.http.internal.testing.ClusterFixture.OK;
import static io.alternator.http.internal.testing.ClusterFixture.request;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.SentAttempt;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All nodes send headers after 10 ms. The bodies of n2 end 200 ms later, because of the node or of the application. */
final class SlowBodyTest {
    private static final Duration HEADERS = Duration.ofMillis(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ClusterFixture fixture = new ClusterFixture().nodes(3);
    private final Map<String, Integer> counts = new TreeMap<>();
    private int calls;

    private static void part(SentAttempt attempt) {
        attempt.awaitsBody();
        attempt.gotBody(false);
    }

    /** The caller waits for the node. */
    private void nodePauses(SentAttempt attempt, Runnable end) {
        part(attempt);
        attempt.awaitsBody();
        fixture.clock.schedule(
                () -> {
                    attempt.gotBody(false);
                    end.run();
                },
                PAUSE);
    }

    /** The caller has the first part, and asks for the second one, which is there, after the pause. */
    private void applicationPauses(SentAttempt attempt, Runnable end) {
        part(attempt);
        fixture.clock.schedule(
                () -> {
                    part(attempt);
                    end.run();
                },
                PAUSE);
    }

    /** Sends a request, and another one when it has ended. */
    private void call(Cluster cluster, BiConsumer<SentAttempt, Runnable> bodyOfN2) {
        SentAttempt attempt = begin(cluster, request("call " + calls++));
        String host = attempt.node().address().host();
        counts.merge(host, 1, Integer::sum);
        fixture.clock.schedule(
                () -> {
                    attempt.responded(OK);
                    Runnable end = () -> {
                        attempt.finished();
                        call(cluster, bodyOfN2);
                    };
                    if (host.equals("n2")) {
                        bodyOfN2.accept(attempt, end);
                    } else {
                        part(attempt);
                        end.run();
                    }
                },
                HEADERS);
    }

    /** The share of n2 after some time: of requests, or of connections if there are any. */
    private double shareOfN2(RoutingStrategy strategy, int callers, BiConsumer<SentAttempt, Runnable> bodyOfN2) {
        Cluster cluster = fixture.open(config -> config.strategy(strategy));
        for (int i = 0; i < callers; i++) {
            call(cluster, bodyOfN2);
        }
        fixture.clock.advance(Duration.ofSeconds(5));
        counts.clear();
        fixture.clock.advance(Duration.ofSeconds(5));
        int leases = ClusterFixture.leases(cluster).stream()
                .mapToInt(Integer::intValue)
                .sum();
        return leases > 0
                ? (double) ClusterFixture.status(cluster, "n2").leases() / leases
                : (double) counts.getOrDefault("n2", 0)
                        / counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    @ParameterizedTest
    @CsvSource({"PER_REQUEST, 1, 0.05", "PER_REQUEST, 16, 0.05", "PER_CONNECTION, 16, 0.07"})
    void nodeThatSendsBodiesSlowly_isASlowNode(RoutingStrategy strategy, int callers, double maxShare) {
        assertThat(shareOfN2(strategy, callers, this::nodePauses)).isLessThan(maxShare);
    }

    @ParameterizedTest
    @CsvSource({"PER_REQUEST, 1", "PER_CONNECTION, 16"})
    void applicationThatReadsSlowly_makesNoNodeSlow(RoutingStrategy strategy, int callers) {
        assertThat(shareOfN2(strategy, callers, this::applicationPauses)).isBetween(0.3, 0.38);
    }

    @ParameterizedTest
    @CsvSource({"PER_REQUEST", "PER_CONNECTION"})
    void nodeWhoseBodiesAreFastAgain_recoversItsShare(RoutingStrategy strategy) {
        boolean[] slow = {true};
        BiConsumer<SentAttempt, Runnable> body = (attempt, end) -> {
            if (slow[0]) {
                nodePauses(attempt, end);
            } else {
                part(attempt);
                end.run();
            }
        };
        shareOfN2(strategy, 16, body);
        slow[0] = false;
        fixture.clock.advance(Duration.ofSeconds(45));
        counts.clear();
        fixture.clock.advance(Duration.ofSeconds(2));
        assertThat((double) counts.getOrDefault("n2", 0)
                        / counts.values().stream().mapToInt(Integer::intValue).sum())
                .isBetween(0.3, 0.38);
    }
}
