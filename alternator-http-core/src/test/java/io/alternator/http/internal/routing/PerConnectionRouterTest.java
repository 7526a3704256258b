package io.alternator.http.internal.routing;

import static io.alternator.http.internal.routing.Fixture.ask;
import static io.alternator.http.internal.routing.Fixture.finish;
import static io.alternator.http.internal.routing.Fixture.inFlight;
import static io.alternator.http.internal.routing.Fixture.leases;
import static io.alternator.http.internal.routing.Fixture.refused;
import static io.alternator.http.internal.routing.Fixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.testing.FakeTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PerConnectionRouterTest {
    private final Fixture fixture = new Fixture();

    private Cluster<FakeTransport> open(int nodes) {
        return fixture.nodes(nodes).open(config -> config.strategy(RoutingStrategy.PER_CONNECTION));
    }

    private static List<Attempt<FakeTransport>> begin(Cluster<FakeTransport> cluster, int count) {
        List<Attempt<FakeTransport>> attempts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            attempts.add(cluster.begin(request("call " + i)));
        }
        return attempts;
    }

    private static int total(Cluster<FakeTransport> cluster) {
        return leases(cluster).stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void oneCallerStaysOnOneNode() {
        assertThat(ask(open(3), 100)).hasSize(1).containsValue(100);
    }

    @ParameterizedTest
    @CsvSource({"64, 100, 0, 1", "64, 3, 21, 22", "4, 3, 1, 2", "1, 3, 0, 1"})
    void exchangesAtOnce_useOneLeaseEach_spreadEvenly(int exchanges, int nodes, int fewest, int most) {
        Cluster<FakeTransport> cluster = open(nodes);
        for (int round = 0; round < 3; round++) {
            begin(cluster, exchanges).forEach(Fixture::finish);
            assertThat(total(cluster)).isEqualTo(exchanges);
            assertThat(leases(cluster)).allMatch(leases -> leases >= fewest && leases <= most);
        }
        assertThat(fixture.clients).hasSizeLessThanOrEqualTo(Math.min(exchanges, nodes) + 1); // and the seed's, once
    }

    @Test
    void mostRecentlyReturnedLeaseIsTaken() {
        Cluster<FakeTransport> cluster = open(3);
        List<Attempt<FakeTransport>> attempts = begin(cluster, 3);
        finish(attempts.get(2));
        finish(attempts.get(0));
        finish(attempts.get(1));
        assertThat(cluster.begin(request()).node()).isEqualTo(attempts.get(1).node());
        assertThat(cluster.begin(request()).node()).isEqualTo(attempts.get(0).node());
    }

    @Test
    void leaseEndsWithItsConnection() {
        List<Consumer<Attempt<FakeTransport>>> ends = List.of(
                attempt -> attempt.failed(FakeTransport.reset(), false),
                attempt -> attempt.failed(refused(), true),
                Attempt::abandoned,
                attempt -> {
                    attempt.responded(Fixture.OK);
                    attempt.brokeOff(FakeTransport.reset());
                },
                attempt -> {
                    attempt.responded(Fixture.OK_AND_CLOSE);
                    attempt.finished();
                });
        Cluster<FakeTransport> cluster = open(3);
        for (Consumer<Attempt<FakeTransport>> end : ends) {
            end.accept(cluster.begin(request()));
            assertThat(total(cluster)).isZero();
            assertThat(inFlight(cluster)).isZero();
        }
    }

    @Test
    void leaseOfADownNodeEnds_andTheCallerMovesOn() {
        Cluster<FakeTransport> cluster = open(3);
        String host = ask(cluster);
        Attempt<FakeTransport> next =
                Objects.requireNonNull(cluster.begin(request()).failed(refused(), false));
        finish(next);
        assertThat(next.node().address().host()).isNotEqualTo(host);
        assertThat(ask(cluster, 10)).containsOnlyKeys(next.node().address().host());
        assertThat(total(cluster)).isEqualTo(1);
    }

    @Test
    void idleLeasesOfADownNodeAreSwept() {
        Cluster<FakeTransport> cluster = open(3);
        begin(cluster, 30).forEach(Fixture::finish);
        String victim = ask(cluster);
        fixture.control.refuse(victim);
        finish(Objects.requireNonNull(cluster.begin(request()).failed(refused(), false)));
        fixture.clock.runReady();
        assertThat(Fixture.status(cluster, victim).leases()).isZero();
    }

    @Test
    void sweepLeavesTheOthersInTheirOrder() {
        Cluster<FakeTransport> cluster = open(3);
        List<Attempt<FakeTransport>> attempts = begin(cluster, 9);
        Collections.shuffle(attempts, new Random(1));
        attempts.forEach(Fixture::finish);
        Attempt<FakeTransport> last = attempts.get(8);
        fixture.control.refuse(last.node().address().host());
        finish(Objects.requireNonNull(cluster.begin(request()).failed(refused(), false)));
        fixture.clock.runReady();
        List<Node> expected = attempts.stream()
                .map(Attempt::node)
                .filter(node -> !node.equals(last.node()))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(expected);
        assertThat(begin(cluster, 6)).extracting(Attempt::node).containsExactlyElementsOf(expected);
    }

    @Test
    void leaseThatWasIdleTooLongIsNotUsed() {
        Cluster<FakeTransport> cluster = open(3);
        begin(cluster, 10).forEach(Fixture::finish);
        fixture.clock.advance(Duration.ofSeconds(61));
        finish(cluster.begin(request()));
        assertThat(total(cluster)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"63, 3", "64, 3", "8, 4", "8, 3", "2, 1", "64, 99"})
    void nodeThatJoins_getsItsShareAsLeasesComeBack_andThenThereIsQuiet(int exchanges, int nodes) {
        Cluster<FakeTransport> cluster = open(nodes);
        begin(cluster, exchanges).forEach(Fixture::finish);
        fixture.nodes(nodes + 1);
        fixture.refresh(cluster);
        int share = exchanges / (nodes + 1);
        for (int i = 0; i < 20; i++) {
            begin(cluster, exchanges).forEach(Fixture::finish); // leases come back, and for those that end others open
            fixture.clock.advance(Duration.ofMillis(50)); // a few at a time
        }
        assertThat(leases(cluster)).allMatch(leases -> leases == share || leases == share + 1);
        List<Integer> settled = leases(cluster);
        for (int round = 0; round < 5; round++) {
            begin(cluster, exchanges).forEach(Fixture::finish);
            fixture.clock.advance(Duration.ofMillis(50));
            assertThat(leases(cluster)).isEqualTo(settled);
        }
    }

    @Test
    void nodeThatStartsSlowly_getsItsShareInTheEnd_thoughNobodyHasTooMuch() {
        Cluster<FakeTransport> cluster = fixture.nodes(4)
                .open(config -> config.strategy(RoutingStrategy.PER_CONNECTION).slowStart(Duration.ofSeconds(10)));
        begin(cluster, 8).forEach(Fixture::finish);
        fixture.nodes(5);
        fixture.refresh(cluster);
        for (int i = 0; i < 250; i++) {
            begin(cluster, 8).forEach(Fixture::finish);
            fixture.clock.advance(Duration.ofMillis(50));
        }
        assertThat(leases(cluster)).containsExactlyInAnyOrder(2, 2, 2, 1, 1);
    }

    @Test
    void fewLeasesOnManyNodes_stayWhereTheyAre_thoughSomeNodeIsSlow() {
        Cluster<FakeTransport> cluster = open(50);
        for (int round = 0; round < 3; round++) {
            List<Attempt<FakeTransport>> attempts = begin(cluster, 5);
            for (int i = 0; i < attempts.size(); i++) {
                fixture.clock.advance(Duration.ofMillis(i == 4 ? 100 : 1));
                finish(attempts.get(i));
            }
        }
        fixture.clock.advance(Duration.ofMillis(100)); // they are weighed
        ask(cluster); // ends the slow node's lease, if it was the last that came back
        assertThat(ask(cluster, 100)).hasSize(1);
    }

    /** One caller after another, for so long; how many requests each node got. A node takes as many ms as {@code millis} says. */
    private Map<String, Integer> askFor(Duration time, Cluster<FakeTransport> cluster, ToIntFunction<String> millis) {
        Map<String, Integer> counts = new TreeMap<>();
        long end = fixture.clock.nanos() + time.toNanos();
        while (fixture.clock.nanos() - end < 0) {
            Attempt<FakeTransport> attempt = cluster.begin(request());
            String host = attempt.node().address().host();
            fixture.clock.advance(Duration.ofMillis(millis.applyAsInt(host)));
            finish(attempt);
            counts.merge(host, 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void oneCallerOnASlowNode_findsAFasterOne_andStaysThere() {
        Cluster<FakeTransport> cluster = open(3);
        String slow = ask(cluster);
        assertThat(askFor(Duration.ofSeconds(2), cluster, host -> host.equals(slow) ? 50 : 1))
                .hasSize(2)
                .hasEntrySatisfying(slow, requests -> assertThat(requests).isLessThan(20));
        assertThat(askFor(Duration.ofSeconds(20), cluster, host -> host.equals(slow) ? 50 : 1))
                .hasSize(1)
                .doesNotContainKey(slow);
        assertThat(total(cluster)).isEqualTo(1);
    }

    @Test
    void oneCaller_ifAnotherNodeTakesAsLong_staysThere() {
        Cluster<FakeTransport> cluster = open(3);
        ask(cluster);
        assertThat(askFor(Duration.ofSeconds(2), cluster, host -> 50)).hasSize(2);
        assertThat(askFor(Duration.ofMinutes(2), cluster, host -> 50)).hasSize(1);
    }

    @Test
    void oneCaller_isNotLuredAway_byNodesThatWereMeasuredLongAgo() {
        Cluster<FakeTransport> cluster = open(3);
        for (int round = 0; round < 3; round++) {
            List<Attempt<FakeTransport>> attempts = begin(cluster, 3);
            fixture.clock.advance(Duration.ofMillis(5));
            attempts.forEach(Fixture::finish);
        }
        assertThat(askFor(Duration.ofMinutes(2), cluster, host -> 5)).hasSize(1);
    }

    @Test
    void retryThatAvoidsANode_leavesItsLeasesAsTheyWere() {
        Cluster<FakeTransport> cluster = open(3);
        List<Attempt<FakeTransport>> attempts = begin(cluster, 3);
        attempts.forEach(Fixture::finish);
        Attempt<FakeTransport> failing = cluster.begin(request("call"));
        failing.responded(software.amazon.awssdk.http.SdkHttpFullResponse.builder()
                .statusCode(500)
                .build());
        failing.finished();
        Attempt<FakeTransport> retry = cluster.begin(request("call"));
        assertThat(retry.node()).isNotEqualTo(failing.node());
        finish(retry);
        assertThat(total(cluster)).isEqualTo(3);
        finish(cluster.begin(request("other"))); // the retry's own lease, last returned
        assertThat(total(cluster)).isEqualTo(3);
    }

    @Test
    void manyThreadsWithEveryOutcome_loseNothing() {
        Cluster<FakeTransport> cluster = open(5);
        CompletableFuture<?>[] callers = IntStream.range(0, 8)
                .mapToObj(caller -> CompletableFuture.runAsync(() -> {
                    Random random = new Random(caller);
                    for (int i = 0; i < 2_000; i++) {
                        end(cluster.begin(request(caller + "-" + i)), random.nextInt(6));
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(callers).join();
        assertThat(inFlight(cluster)).isZero();
        fixture.clock.advance(Duration.ofSeconds(61));
        fixture.refresh(cluster);
        assertThat(total(cluster)).isLessThanOrEqualTo(1); // that of the refresh
    }

    private static void end(Attempt<FakeTransport> attempt, int how) {
        switch (how) {
            case 0 -> attempt.abandoned();
            case 1 -> attempt.failed(FakeTransport.reset(), false);
            case 2 -> {
                Attempt<FakeTransport> next = attempt.failed(refused(), false);
                if (next != null) {
                    finish(next);
                }
            }
            default -> finish(attempt);
        }
    }
}
