package io.alternator.http.internal.hedging;

import static io.alternator.http.internal.hedging.HedgingFixture.DELAY;
import static io.alternator.http.internal.hedging.HedgingFixture.MICROSECOND;
import static io.alternator.http.internal.hedging.HedgingFixture.host;
import static io.alternator.http.internal.hedging.HedgingFixture.read;
import static io.alternator.http.internal.hedging.HedgingFixture.readOn;
import static io.alternator.http.internal.hedging.HedgingFixture.request;
import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.inFlight;
import static io.alternator.http.internal.testing.ClusterFixture.status;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.testing.FakeHedgeExecutor;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.SentAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a hedge is due, and for which requests. */
final class HedgeDueTest {
    private final HedgingFixture fixture = new HedgingFixture();

    @Test
    void readThatTakesLongerThanTheDelay_isHedgedOnAnotherNode() {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = begin(cluster, read(), executor);
        fixture.clock.advance(DELAY.minus(MICROSECOND));
        assertThat(executor.isHedgeRequested()).isFalse();
        fixture.clock.advance(MICROSECOND);
        assertThat(host(executor.hedge())).isNotEqualTo(host(first));
        assertThat(executor.hedge().request().headers()).isEqualTo(read().headers());
        fixture.clock.advance(Duration.ofMillis(100));
        finish(executor.hedge());
        assertThat(fixture.results).containsExactly(HedgeResult.WON);
    }

    @Test
    void eachReadIsHedgedAfterItsOwnDelay() {
        Cluster cluster = fixture.open();
        List<FakeHedgeExecutor> executors = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            executors.add(new FakeHedgeExecutor());
            begin(cluster, read(), executors.get(i));
            fixture.clock.advance(Duration.ofMillis(2));
        }
        for (int hedged = 1; hedged <= 4; hedged++) { // budget: 3 tokens at first + 2 for 100 reads
            assertThat(executors)
                    .filteredOn(FakeHedgeExecutor::isHedgeRequested)
                    .hasSize(hedged);
            fixture.clock.advance(Duration.ofMillis(2));
        }
    }

    @Test
    void delayIsTheRecentP95_ifThatExceedsTenMilliseconds() {
        Cluster cluster = fixture.openWithoutReads(UnaryOperator.identity());
        fixture.sendReads(cluster, 95, Duration.ofMillis(20));
        fixture.sendReads(cluster, 6, Duration.ofMillis(40));
        fixture.sendReads(cluster, 19, Duration.ofMillis(20));
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        begin(cluster, read(), executor);
        fixture.clock.advance(Duration.ofMillis(20));
        assertThat(executor.isHedgeRequested()).isFalse();
        fixture.clock.advance(Duration.ofNanos(2_500_000)); // the quantile is up to an eighth too high
        assertThat(executor.isHedgeRequested()).isTrue();
    }

    @Test
    void readOnANodeSlowerThanTheDelay_isHedgedAtOnce() {
        Cluster cluster = fixture.openWithSlowNode();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = readOn(cluster, "n2", executor);
        assertThat(executor.isHedgeRequested()).isFalse(); // a hedge is never sent on the request's thread
        fixture.clock.runReady();
        finish(executor.hedge());
        assertThat(first.isSuperseded()).isTrue();
        assertThat(status(cluster, "n2").latency()).isGreaterThan(DELAY); // a cancelled attempt does not lower it
        FakeHedgeExecutor other = new FakeHedgeExecutor();
        readOn(cluster, "n3", other);
        fixture.clock.advance(DELAY.minus(MICROSECOND));
        assertThat(other.isHedgeRequested()).isFalse();
    }

    @Test
    void readOnANodeThatRecovered_isHedgedAfterTheDelay() {
        Cluster cluster = fixture.openWithSlowNode();
        for (int i = 0; i < 100; i++) {
            SentAttempt first = readOn(cluster, "n2", new FakeHedgeExecutor());
            fixture.clock.advance(Duration.ofMillis(1));
            finish(first); // before the hedge answers
        }
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        readOn(cluster, "n2", executor);
        fixture.clock.advance(DELAY.minus(MICROSECOND));
        assertThat(executor.isHedgeRequested()).isFalse();
    }

    @Test
    void nothingIsHedged_beforeAHundredReadsAreMeasured() {
        Cluster cluster = fixture.openWithoutReads(UnaryOperator.identity());
        fixture.sendReads(cluster, 99, Duration.ofMillis(30));
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        begin(cluster, read(), executor);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(executor.isHedgeRequested()).isFalse();
        finish(begin(cluster, read(), new FakeHedgeExecutor()));
        fixture.clock.advance(Duration.ofMillis(30));
        assertThat(executor.isHedgeRequested()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DynamoDB_20120810.PutItem",
                "DynamoDB_20120810.UpdateItem",
                "DynamoDB_20120810.DeleteItem",
                "DynamoDB_20120810.BatchWriteItem",
                "DynamoDB_20120810.TransactWriteItems",
                "DynamoDB_20120810.ExecuteStatement",
                "DynamoDB_20120810.CreateTable",
                "DynamoDB_20120810.GetItemAndMore",
                "Other_20120810.GetItem",
                "GetItem",
                ""
            })
    void anythingButARead_isNeverHedged(String target) {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt only = begin(cluster, request(target), executor);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(executor.isHedgeRequested()).isFalse();
        finish(only);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DynamoDB_20120810.BatchGetItem",
                "DynamoDB_20120810.Query",
                "DynamoDB_20120810.Scan",
                "DynamoDB_20120810.DescribeTable",
                "DynamoDB_20120810.ListTables",
                "DynamoDBStreams_20120810.DescribeStream",
                "DynamoDBStreams_20120810.GetRecords",
                "DynamoDBStreams_20120810.GetShardIterator",
                "DynamoDBStreams_20120810.ListStreams"
            })
    void everyReadOperationIsHedged(String target) {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        begin(cluster, request(target), executor);
        fixture.clock.advance(DELAY);
        assertThat(executor.isHedgeRequested()).isTrue();
    }

    @Test
    void hedgingSwitchedOff_hedgesNothing_andSchedulesNoScan() {
        Cluster cluster = fixture.openWithoutReads(config -> config.hedging(false));
        fixture.sendReads(cluster, 200, Duration.ofMillis(1));
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt only = begin(cluster, read(), executor);
        fixture.clock.advance(Duration.ofMillis(300));
        assertThat(executor.isHedgeRequested()).isFalse();
        finish(only);
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(fixture.clock.pending()).isEqualTo(1); // the next discovery
    }

    @Test
    void failover_isHedgedAfterItsOwnDelay_ifTheFirstAttemptWasNotHedged() {
        Cluster cluster = fixture.open();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = begin(cluster, read(), executor);
        fixture.clock.advance(DELAY.minusMillis(1));
        SentAttempt next = Objects.requireNonNull(first.failed(connectionRefused(), false));
        fixture.clock.advance(DELAY.minusMillis(1));
        assertThat(executor.isHedgeRequested()).isFalse();
        fixture.clock.advance(Duration.ofMillis(1));
        assertThat(host(executor.hedge())).isNotIn(host(first), host(next));
    }

    @Test
    void attemptThatFailedBeforeItsHedgeWasDue_isNotHedged_butItsFailoverIs() {
        Cluster cluster = fixture.openWithSlowNode();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        SentAttempt first = readOn(cluster, "n2", executor);
        SentAttempt next = Objects.requireNonNull(first.failed(connectionRefused(), false));
        fixture.clock.runReady();
        assertThat(executor.isHedgeRequested()).isFalse();
        fixture.clock.advance(DELAY);
        assertThat(host(executor.hedge())).isNotIn(host(first), host(next));
        finish(executor.hedge());
        assertThat(next.isSuperseded()).isTrue();
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void requestThatFailedBeforeItsHedgeWasDue_isNotSentAgain() {
        Cluster cluster = fixture.openWithSlowNode();
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        assertThat(readOn(cluster, "n2", executor).failed(FakeTransport.connectionReset(), false))
                .isNull();
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(executor.isHedgeRequested()).isFalse();
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void scannerSleepsWhileNothingIsInFlight_andWakesForTheNextRead() {
        Cluster cluster = fixture.open();
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(fixture.clock.pending()).isEqualTo(1); // the next discovery
        FakeHedgeExecutor executor = new FakeHedgeExecutor();
        begin(cluster, read(), executor);
        fixture.clock.advance(DELAY);
        assertThat(executor.isHedgeRequested()).isTrue();
    }
}
