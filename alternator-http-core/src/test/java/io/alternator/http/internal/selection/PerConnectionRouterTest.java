package io.alternator.http.internal.selection;

import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.inFlight;
import static io.alternator.http.internal.testing.ClusterFixture.leases;
import static io.alternator.http.internal.testing.ClusterFixture.request;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequest;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequests;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.SentAttempt;
import io.alternator.http.internal.testing.TestListener;
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
    private final ClusterFixture fixture = new ClusterFixture();

    private Cluster open(int nodes) {
        return fixture.nodes(nodes).open(config -> config.strategy(RoutingStrategy.PER_CONNECTION));
    }

    private static List<SentAttempt> begin(Cluster cluster, int count) {
        List<SentAttempt> attempts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            attempts.add(SentAttempt.begin(cluster, request("call " + i)));
        }
        return attempts;
    }

    private static int total(Cluster cluster) {
        return leases(cluster).stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void singleCallerStaysOnOneNode() {
        assertThat(sendRequests(open(3), 100)).hasSize(1).containsValue(100);
    }

    /** Else all processes with one caller and the same seed would stay on that seed for good. */
    @Test
    void leasesOpenedOnTheSeed_endWithTheFirstList_idleOrInUse() {
        Cluster cluster =
                fixture.nodes(3).create(config -> config.strategy(RoutingStrategy.PER_CONNECTION), new TestListener());
        List<SentAttempt> onSeed = begin(cluster, 6);
        onSeed.subList(0, 3).forEach(ClusterFixture::finish);
        assertThat(leases(cluster)).containsExactly(6);
        fixture.clock.runReady(); // fetches the list
        assertThat(total(cluster)).isEqualTo(3);
        onSeed.subList(3, 6).forEach(ClusterFixture::finish);
        assertThat(total(cluster)).isZero();
        begin(cluster, 6).forEach(ClusterFixture::finish);
        assertThat(leases(cluster)).containsExactly(2, 2, 2);
    }

    @Test
    void leasesOpenedAmongAllNodes_surviveTheFirstList() {
        Cluster cluster = fixture.nodes(3)
                .create(
                        config -> config.seeds("n1", "n2", "n3").strategy(RoutingStrategy.PER_CONNECTION),
                        new TestListener());
        String host = sendRequest(cluster);
        fixture.clock.runReady(); // fetches the list
        assertThat(sendRequests(cluster, 10)).containsOnlyKeys(host);
        assertThat(total(cluster)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"64, 100, 0, 1", "64, 3, 21, 22", "4, 3, 1, 2", "1, 3, 0, 1"})
    void concurrentExchangesUseOneLeaseEach_spreadEvenly(int exchanges, int nodes, int fewest, int most) {
        Cluster cluster = open(nodes);
        for (int round = 0; round < 3; round++) {
            begin(cluster, exchanges).forEach(ClusterFixture::finish);
            assertThat(total(cluster)).isEqualTo(exchanges);
            assertThat(leases(cluster)).allMatch(leases -> leases >= fewest && leases <= most);
        }
        assertThat(fixture.nodeTransports).hasSizeLessThanOrEqualTo(Math.min(exchanges, nodes) + 1); // + 1 for the seed
    }

    @Test
    void mostRecentlyReturnedLeaseIsTaken() {
        Cluster cluster = open(3);
        List<SentAttempt> attempts = begin(cluster, 3);
        finish(attempts.get(2));
        finish(attempts.get(0));
        finish(attempts.get(1));
        assertThat(SentAttempt.begin(cluster, request()).node())
                .isEqualTo(attempts.get(1).node());
        assertThat(SentAttempt.begin(cluster, request()).node())
                .isEqualTo(attempts.get(0).node());
    }

    @Test
    void leaseEndsWithItsConnection() {
        List<Consumer<SentAttempt>> ends = List.of(
                attempt -> attempt.failed(FakeTransport.connectionReset(), false),
                attempt -> attempt.failed(connectionRefused(), true),
                SentAttempt::abandoned,
                attempt -> {
                    attempt.responded(ClusterFixture.OK);
                    attempt.bodyFailed(FakeTransport.connectionReset());
                },
                attempt -> {
                    attempt.responded(ClusterFixture.OK_AND_CLOSE);
                    attempt.finished();
                });
        Cluster cluster = open(3);
        for (Consumer<SentAttempt> end : ends) {
            end.accept(SentAttempt.begin(cluster, request()));
            assertThat(total(cluster)).isZero();
            assertThat(inFlight(cluster)).isZero();
        }
    }

    @Test
    void leaseOfADownNodeEnds_andTheCallerUsesAnotherNode() {
        Cluster cluster = open(3);
        String host = sendRequest(cluster);
        SentAttempt next =
                Objects.requireNonNull(SentAttempt.begin(cluster, request()).failed(connectionRefused(), false));
        finish(next);
        assertThat(next.node().address().host()).isNotEqualTo(host);
        assertThat(sendRequests(cluster, 10))
                .containsOnlyKeys(next.node().address().host());
        assertThat(total(cluster)).isEqualTo(1);
    }

    @Test
    void idleLeasesOfADownNodeAreRemoved() {
        Cluster cluster = open(3);
        begin(cluster, 30).forEach(ClusterFixture::finish);
        String failing = sendRequest(cluster);
        fixture.control.refuse(failing);
        finish(Objects.requireNonNull(SentAttempt.begin(cluster, request()).failed(connectionRefused(), false)));
        fixture.clock.runReady();
        assertThat(ClusterFixture.status(cluster, failing).leases()).isZero();
    }

    @Test
    void removalKeepsTheOrderOfTheOtherLeases() {
        Cluster cluster = open(3);
        List<SentAttempt> attempts = begin(cluster, 9);
        Collections.shuffle(attempts, new Random(1));
        attempts.forEach(ClusterFixture::finish);
        SentAttempt last = attempts.get(8);
        fixture.control.refuse(last.node().address().host());
        finish(Objects.requireNonNull(SentAttempt.begin(cluster, request()).failed(connectionRefused(), false)));
        fixture.clock.runReady();
        List<Node> expected = attempts.stream()
                .map(SentAttempt::node)
                .filter(node -> !node.equals(last.node()))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(expected);
        assertThat(begin(cluster, 6)).extracting(SentAttempt::node).containsExactlyElementsOf(expected);
    }

    @Test
    void leaseThatWasIdleTooLongIsNotUsed() {
        Cluster cluster = open(3);
        begin(cluster, 10).forEach(ClusterFixture::finish);
        fixture.clock.advance(Duration.ofSeconds(61));
        finish(SentAttempt.begin(cluster, request()));
        assertThat(total(cluster)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"63, 3", "64, 3", "8, 4", "8, 3", "2, 1", "64, 99"})
    void joiningNodeGetsItsShareAsLeasesAreReturned_andThenNoLeaseMoves(int exchanges, int nodes) {
        Cluster cluster = open(nodes);
        begin(cluster, exchanges).forEach(ClusterFixture::finish);
        fixture.nodes(nodes + 1);
        fixture.refresh(cluster);
        int share = exchanges / (nodes + 1);
        for (int i = 0; i < 20; i++) {
            begin(cluster, exchanges)
                    .forEach(ClusterFixture::finish); // leases above the fair share end when returned, and others open
            fixture.clock.advance(Duration.ofMillis(50)); // only a few leases move at a time
        }
        assertThat(leases(cluster)).allMatch(leases -> leases == share || leases == share + 1);
        List<Integer> settled = leases(cluster);
        for (int round = 0; round < 5; round++) {
            begin(cluster, exchanges).forEach(ClusterFixture::finish);
            fixture.clock.advance(Duration.ofMillis(50));
            assertThat(leases(cluster)).isEqualTo(settled);
        }
    }

    @Test
    void nodeInSlowStartGetsItsShareInTheEnd_thoughNoNodeIsAboveItsShare() {
        Cluster cluster = fixture.nodes(4)
                .open(config -> config.strategy(RoutingStrategy.PER_CONNECTION).slowStart(Duration.ofSeconds(10)));
        begin(cluster, 8).forEach(ClusterFixture::finish);
        fixture.nodes(5);
        fixture.refresh(cluster);
        for (int i = 0; i < 250; i++) {
            begin(cluster, 8).forEach(ClusterFixture::finish);
            fixture.clock.advance(Duration.ofMillis(50));
        }
        assertThat(leases(cluster)).containsExactlyInAnyOrder(2, 2, 2, 1, 1);
    }

    @Test
    void fewLeasesOnManyNodesStayOnTheirNodes_thoughOneNodeIsSlow() {
        Cluster cluster = open(50);
        for (int round = 0; round < 3; round++) {
            List<SentAttempt> attempts = begin(cluster, 5);
            for (int i = 0; i < attempts.size(); i++) {
                fixture.clock.advance(Duration.ofMillis(i == 4 ? 100 : 1));
                finish(attempts.get(i));
            }
        }
        fixture.clock.advance(Duration.ofMillis(100)); // the weights are updated
        sendRequest(cluster); // ends the slow node's lease if that was returned last
        assertThat(sendRequests(cluster, 100)).hasSize(1);
    }

    /** Sends requests one after another and counts them by host. {@code millis} is the latency of a host. */
    private Map<String, Integer> sendRequestsFor(Duration time, Cluster cluster, ToIntFunction<String> millis) {
        Map<String, Integer> counts = new TreeMap<>();
        long end = fixture.clock.nanos() + time.toNanos();
        while (fixture.clock.nanos() - end < 0) {
            SentAttempt attempt = SentAttempt.begin(cluster, request());
            String host = attempt.node().address().host();
            fixture.clock.advance(Duration.ofMillis(millis.applyAsInt(host)));
            finish(attempt);
            counts.merge(host, 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void singleCallerOnASlowNodeFindsAFasterOne_andStaysThere() {
        Cluster cluster = open(3);
        String slow = sendRequest(cluster);
        assertThat(sendRequestsFor(Duration.ofSeconds(2), cluster, host -> host.equals(slow) ? 50 : 1))
                .hasSize(2)
                .hasEntrySatisfying(slow, requests -> assertThat(requests).isLessThan(20));
        assertThat(sendRequestsFor(Duration.ofSeconds(20), cluster, host -> host.equals(slow) ? 50 : 1))
                .hasSize(1)
                .doesNotContainKey(slow);
        assertThat(total(cluster)).isEqualTo(1);
    }

    @Test
    void singleCallerThatTriedAnotherNode_staysThereIfItIsAsSlow() {
        Cluster cluster = open(3);
        sendRequest(cluster);
        assertThat(sendRequestsFor(Duration.ofSeconds(2), cluster, host -> 50)).hasSize(2);
        assertThat(sendRequestsFor(Duration.ofMinutes(2), cluster, host -> 50)).hasSize(1);
    }

    @Test
    void singleCallerDoesNotMove_becauseOfOldMeasurementsOfOtherNodes() {
        Cluster cluster = open(3);
        for (int round = 0; round < 3; round++) {
            List<SentAttempt> attempts = begin(cluster, 3);
            fixture.clock.advance(Duration.ofMillis(5));
            attempts.forEach(ClusterFixture::finish);
        }
        assertThat(sendRequestsFor(Duration.ofMinutes(2), cluster, host -> 5)).hasSize(1);
    }

    @Test
    void retryThatAvoidsANode_keepsTheLeasesOfThatNode() {
        Cluster cluster = open(3);
        List<SentAttempt> attempts = begin(cluster, 3);
        attempts.forEach(ClusterFixture::finish);
        SentAttempt failing = SentAttempt.begin(cluster, request("call"));
        failing.responded(software.amazon.awssdk.http.SdkHttpFullResponse.builder()
                .statusCode(500)
                .build());
        failing.finished();
        SentAttempt retry = SentAttempt.begin(cluster, request("call"));
        assertThat(retry.node()).isNotEqualTo(failing.node());
        finish(retry);
        assertThat(total(cluster)).isEqualTo(3);
        finish(SentAttempt.begin(cluster, request("other"))); // on the retry's own lease, which was returned last
        assertThat(total(cluster)).isEqualTo(3);
    }

    @Test
    void manyThreadsWithAllOutcomes_leakNoRequestAndNoLease() {
        Cluster cluster = open(5);
        CompletableFuture<?>[] callers = IntStream.range(0, 8)
                .mapToObj(caller -> CompletableFuture.runAsync(() -> {
                    Random random = new Random(caller);
                    for (int i = 0; i < 2_000; i++) {
                        end(SentAttempt.begin(cluster, request(caller + "-" + i)), random.nextInt(6));
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(callers).join();
        assertThat(inFlight(cluster)).isZero();
        fixture.clock.advance(Duration.ofSeconds(61));
        fixture.refresh(cluster);
        assertThat(total(cluster)).isLessThanOrEqualTo(1); // the lease of the refresh
    }

    private static void end(SentAttempt attempt, int how) {
        switch (how) {
            case 0 -> attempt.abandoned();
            case 1 -> attempt.failed(FakeTransport.connectionReset(), false);
            case 2 -> {
                SentAttempt next = attempt.failed(connectionRefused(), false);
                if (next != null) {
                    finish(next);
                }
            }
            default -> finish(attempt);
        }
    }
}
