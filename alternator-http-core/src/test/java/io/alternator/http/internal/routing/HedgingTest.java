package io.alternator.http.internal.routing;

import static io.alternator.http.internal.routing.Fixture.OK;
import static io.alternator.http.internal.routing.Fixture.finish;
import static io.alternator.http.internal.routing.Fixture.inFlight;
import static io.alternator.http.internal.routing.Fixture.leases;
import static io.alternator.http.internal.routing.Fixture.refused;
import static io.alternator.http.internal.routing.Fixture.state;
import static io.alternator.http.internal.routing.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.testing.FakeTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpRequest;

final class HedgingTest {
    private static final Duration DELAY = Duration.ofMillis(10);
    private static final Duration A_MOMENT = Duration.ofNanos(1000);

    private final Fixture fixture = new Fixture().nodes(3);
    private final List<HedgeResult> results = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    /** A shell's request: takes the second attempt at once, or when the test has it do so, or not at all. */
    private static final class Shell implements HedgeSender<FakeTransport> {
        private boolean takes = true;
        private boolean canHedge = true;
        private @Nullable Supplier<@Nullable Attempt<FakeTransport>> offered;
        private @Nullable Attempt<FakeTransport> taken;

        @Override
        public boolean hedge(Supplier<@Nullable Attempt<FakeTransport>> second) {
            assertThat(offered).as("hedged twice").isNull();
            offered = second;
            if (canHedge && takes) {
                take();
            }
            return canHedge;
        }

        private void take() {
            taken = Objects.requireNonNull(offered, "no hedge is due").get();
        }

        private boolean isHedged() {
            return offered != null;
        }

        private Attempt<FakeTransport> hedge() {
            return Objects.requireNonNull(taken, "no hedge");
        }
    }

    private final class Listener implements ClusterListener {
        @Override
        public void hedged(HedgeResult result) {
            results.add(result);
        }

        @Override
        public NodeListener nodeAdded(NodeNumbers node) {
            return new NodeListener() {
                @Override
                public void ended(Outcome outcome, SdkHttpRequest request, long nanos) {
                    outcomes.add(outcome);
                }
            };
        }
    }

    private static SdkHttpRequest request(String target) {
        return Fixture.request("call").toBuilder()
                .putHeader("X-Amz-Target", target)
                .build();
    }

    private static SdkHttpRequest read() {
        return request("DynamoDB_20120810.GetItem");
    }

    private static SdkHttpRequest read(String invocationId) {
        return read().toBuilder()
                .putHeader("amz-sdk-invocation-id", invocationId)
                .build();
    }

    private Cluster<FakeTransport> open() {
        return open(UnaryOperator.identity());
    }

    /** A cluster that knows that reads take a millisecond. */
    private Cluster<FakeTransport> open(UnaryOperator<AlternatorConfig.Builder> settings) {
        Cluster<FakeTransport> cluster = cold(settings);
        read(cluster, 100, Duration.ofMillis(1));
        outcomes.clear();
        return cluster;
    }

    private Cluster<FakeTransport> cold(UnaryOperator<AlternatorConfig.Builder> settings) {
        Cluster<FakeTransport> cluster = fixture.unopened(
                config -> settings.apply(config.hedging(true).policy(LoadBalancingPolicy.roundRobin())),
                new Listener());
        fixture.clock.runReady();
        return cluster;
    }

    private void read(Cluster<FakeTransport> cluster, int times, Duration each) {
        for (int i = 0; i < times; i++) {
            Attempt<FakeTransport> attempt = cluster.begin(read(), new Shell());
            fixture.clock.advance(each);
            finish(attempt);
        }
    }

    private static String host(Attempt<FakeTransport> attempt) {
        return attempt.node().address().host();
    }

    @Test
    void readThatTakesTooLong_isSentToAnotherNode_andNoSooner() {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        Attempt<FakeTransport> first = cluster.begin(read(), shell);
        fixture.clock.advance(DELAY.minus(A_MOMENT));
        assertThat(shell.isHedged()).isFalse();
        fixture.clock.advance(A_MOMENT);
        assertThat(host(shell.hedge())).isNotEqualTo(host(first));
        assertThat(shell.hedge().request().headers()).isEqualTo(read().headers());
        fixture.clock.advance(Duration.ofMillis(100));
        finish(shell.hedge());
        assertThat(results).containsExactly(HedgeResult.WON);
    }

    @Test
    void eachReadIsDueInItsOwnTime() {
        Cluster<FakeTransport> cluster = open();
        List<Shell> shells = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            shells.add(new Shell());
            cluster.begin(read(), shells.get(i));
            fixture.clock.advance(Duration.ofMillis(2));
        }
        for (int hedged = 1; hedged <= 4; hedged++) { // the budget has 3 + 2
            assertThat(shells).filteredOn(Shell::isHedged).hasSize(hedged);
            fixture.clock.advance(Duration.ofMillis(2));
        }
    }

    @Test
    void whereReadsUsuallyTakeLonger_theDelayIsWhatNineteenOfTwentyTake() {
        Cluster<FakeTransport> cluster = cold(UnaryOperator.identity());
        read(cluster, 95, Duration.ofMillis(20));
        read(cluster, 6, Duration.ofMillis(40));
        read(cluster, 19, Duration.ofMillis(20));
        Shell shell = new Shell();
        cluster.begin(read(), shell);
        fixture.clock.advance(Duration.ofMillis(20));
        assertThat(shell.isHedged()).isFalse();
        fixture.clock.advance(Duration.ofNanos(2_500_000)); // an eighth
        assertThat(shell.isHedged()).isTrue();
    }

    @Test
    void nodeKnownToTakeLonger_isNotWaitedFor() {
        Cluster<FakeTransport> cluster = slowNode();
        Shell shell = new Shell();
        Attempt<FakeTransport> first = readOn(cluster, "n2", shell);
        assertThat(shell.isHedged()).isFalse(); // not on the request's thread
        fixture.clock.runReady();
        finish(shell.hedge());
        assertThat(first.isDropped()).isTrue();
        assertThat(status(cluster, "n2").latency()).isGreaterThan(DELAY); // nothing new was learned
        Shell other = new Shell();
        readOn(cluster, "n3", other);
        fixture.clock.advance(DELAY.minus(A_MOMENT));
        assertThat(other.isHedged()).isFalse();
    }

    @Test
    void nodeThatIsWellAgain_isWaitedForAgain() {
        Cluster<FakeTransport> cluster = slowNode();
        for (int i = 0; i < 100; i++) {
            Attempt<FakeTransport> first = readOn(cluster, "n2", new Shell());
            fixture.clock.advance(Duration.ofMillis(1));
            finish(first); // which answers before its hedge
        }
        Shell shell = new Shell();
        readOn(cluster, "n2", shell);
        fixture.clock.advance(DELAY.minus(A_MOMENT));
        assertThat(shell.isHedged()).isFalse();
    }

    /** A cluster that knows that n2 takes longer than the delay. */
    private Cluster<FakeTransport> slowNode() {
        Cluster<FakeTransport> cluster = open();
        for (int i = 0; i < 2; i++) {
            Attempt<FakeTransport> slow = readOn(cluster, "n2", new Shell());
            fixture.clock.advance(DELAY.multipliedBy(2));
            finish(slow);
        }
        return cluster;
    }

    /** A read on this node; those that were on others have ended at once. */
    private static Attempt<FakeTransport> readOn(Cluster<FakeTransport> cluster, String host, Shell shell) {
        for (int i = 0; i < 3; i++) {
            Attempt<FakeTransport> attempt = cluster.begin(read(), shell);
            if (host(attempt).equals(host)) {
                return attempt;
            }
            finish(attempt);
        }
        throw new AssertionError(host + " is never picked");
    }

    @Test
    void beforeItIsKnownHowLongReadsTake_noneIsHedged() {
        Cluster<FakeTransport> cluster = cold(UnaryOperator.identity());
        read(cluster, 99, Duration.ofMillis(30));
        Shell shell = new Shell();
        cluster.begin(read(), shell);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(shell.isHedged()).isFalse();
        finish(cluster.begin(read(), new Shell()));
        fixture.clock.advance(Duration.ofMillis(30));
        assertThat(shell.isHedged()).isTrue();
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
    void whatMayChangeSomething_isNeverSentTwice(String target) {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        Attempt<FakeTransport> only = cluster.begin(request(target), shell);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(shell.isHedged()).isFalse();
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
    void everyReadIsHedged(String target) {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        cluster.begin(request(target), shell);
        fixture.clock.advance(DELAY);
        assertThat(shell.isHedged()).isTrue();
    }

    @Test
    void unlessItIsSwitchedOn_nothingIsHedged_andNobodyLooks() {
        Cluster<FakeTransport> cluster = cold(config -> config.hedging(false));
        read(cluster, 200, Duration.ofMillis(1));
        Shell shell = new Shell();
        Attempt<FakeTransport> only = cluster.begin(read(), shell);
        fixture.clock.advance(Duration.ofMillis(300));
        assertThat(shell.isHedged()).isFalse();
        finish(only);
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(fixture.clock.pending()).isEqualTo(1); // discovery's next question
    }

    @ParameterizedTest
    @EnumSource
    void fasterHedge_isTheAnswer_andTheFirstAttemptIsBrokenOffWithoutBlame(RoutingStrategy strategy) {
        Cluster<FakeTransport> cluster = open(config -> config.strategy(strategy));
        Shell shell = new Shell();
        Attempt<FakeTransport> first = cluster.begin(read(), shell);
        List<String> brokenOff = new ArrayList<>();
        first.onGivenUp(() -> brokenOff.add("first"));
        fixture.clock.advance(DELAY);
        shell.hedge().onGivenUp(() -> brokenOff.add("hedge"));
        assertThat(inFlight(cluster)).isEqualTo(2);
        assertThat(shell.hedge().responded(OK)).isTrue();
        assertThat(brokenOff).containsExactly("first");
        assertThat(inFlight(cluster)).isEqualTo(1);
        assertThat(first.responded(OK)).isFalse();
        assertThat(first.failed(new IOException("Request was cancelled"), false))
                .isNull();
        assertThat(first.isCovered()).isTrue();
        shell.hedge().finished();
        assertThat(inFlight(cluster)).isZero();
        assertThat(outcomes).containsExactly(Outcome.ABORTED, Outcome.SUCCESS);
        assertThat(results).containsExactly(HedgeResult.WON);
        assertThat(leases(cluster).stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(strategy == RoutingStrategy.PER_REQUEST ? 0 : 1);
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.UP);
        List<String> next = new ArrayList<>();
        for (int i = 0; i < 3; i++) { // the same call: its nodes are not remembered as bad
            next.add(host(cluster.begin(read())));
        }
        assertThat(next).contains(host(first));
    }

    @Test
    void fasterFirstAttempt_isTheAnswer_andTheHedgeIsBrokenOff() {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        Attempt<FakeTransport> first = cluster.begin(read(), shell);
        fixture.clock.advance(DELAY);
        boolean[] brokenOff = {false};
        assertThat(first.responded(OK)).isTrue();
        shell.hedge().onGivenUp(() -> brokenOff[0] = true); // who hears of it late
        assertThat(brokenOff[0]).isTrue();
        assertThat(shell.hedge().failed(new IOException("aborted"), false)).isNull();
        assertThat(shell.hedge().isCovered()).isTrue();
        first.finished();
        assertThat(inFlight(cluster)).isZero();
        assertThat(results).containsExactly(HedgeResult.LOST);
        assertThat(outcomes).containsExactly(Outcome.ABORTED, Outcome.SUCCESS);
    }

    @Test
    void breakingOffThatFails_isNotTheWinnersConcern() {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        Attempt<FakeTransport> first = cluster.begin(read(), shell);
        first.onGivenUp(() -> {
            throw new IllegalStateException("cannot be aborted");
        });
        fixture.clock.advance(DELAY);
        finish(shell.hedge());
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void hedgeThatFails_isNobodysConcern() {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        Attempt<FakeTransport> first = cluster.begin(read(), shell);
        fixture.clock.advance(DELAY);
        assertThat(shell.hedge().failed(refused(), false)).isNull();
        assertThat(shell.hedge().isCovered()).isTrue();
        assertThat(state(cluster, host(shell.hedge())))
                .isEqualTo(NodeState.DOWN); // that it is the node's fault, counts
        finish(first);
        assertThat(results).containsExactly(HedgeResult.FAILED);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void firstAttemptThatFails_waitsForTheHedge() {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        Attempt<FakeTransport> first = cluster.begin(read(), shell);
        fixture.clock.advance(DELAY);
        assertThat(first.failed(FakeTransport.reset(), false)).isNull();
        assertThat(first.isCovered()).isTrue();
        finish(shell.hedge());
        assertThat(results).containsExactly(HedgeResult.WON);
        assertThat(outcomes).containsExactly(Outcome.RESET, Outcome.SUCCESS);
    }

    @Test
    void bothFail_theLastOneDecides() {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        Attempt<FakeTransport> first = cluster.begin(read(), shell);
        fixture.clock.advance(DELAY);
        assertThat(first.failed(refused(), false)).isNull();
        Attempt<FakeTransport> third =
                Objects.requireNonNull(shell.hedge().failed(refused(), false), "an unsent hedge fails over");
        assertThat(host(third)).isNotIn(host(first), host(shell.hedge()));
        fixture.clock.advance(Duration.ofSeconds(1)); // and is not hedged again: the shell would complain
        assertThat(third.failed(FakeTransport.reset(), false)).isNull();
        assertThat(third.isCovered()).isFalse();
        assertThat(results).containsExactly(HedgeResult.FAILED);
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void callerThatGivesUp_endsBoth_whicheverHearsFirst() {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        Attempt<FakeTransport> first = cluster.begin(read(), shell);
        fixture.clock.advance(DELAY);
        boolean[] brokenOff = {false};
        shell.hedge().onGivenUp(() -> brokenOff[0] = true);
        assertThat(first.failed(new IOException("aborted"), true)).isNull();
        assertThat(first.isCovered()).isFalse();
        assertThat(brokenOff[0]).isTrue();
        assertThat(shell.hedge().failed(new IOException("aborted"), true)).isNull();
        assertThat(shell.hedge().isCovered()).isTrue();
        assertThat(inFlight(cluster)).isZero();
        assertThat(results).containsExactly(HedgeResult.LOST);
        assertThat(outcomes).containsExactly(Outcome.ABORTED, Outcome.ABORTED);
    }

    @Test
    void callerThatGivesUpOnTheHedgeThatIsLeft_isHeard() {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        Attempt<FakeTransport> first = cluster.begin(read(), shell);
        fixture.clock.advance(DELAY);
        first.failed(FakeTransport.reset(), false);
        assertThat(shell.hedge().failed(new IOException("aborted"), true)).isNull();
        assertThat(shell.hedge().isCovered()).isFalse();
        assertThat(results).containsExactly(HedgeResult.LOST);
    }

    @Test
    void failoverIsHedgedInItsOwnTime_andOnlyIfTheFirstAttemptWasNot() {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        Attempt<FakeTransport> first = cluster.begin(read(), shell);
        fixture.clock.advance(DELAY.minusMillis(1));
        Attempt<FakeTransport> next = Objects.requireNonNull(first.failed(refused(), false));
        fixture.clock.advance(DELAY.minusMillis(1));
        assertThat(shell.isHedged()).isFalse();
        fixture.clock.advance(Duration.ofMillis(1));
        assertThat(host(shell.hedge())).isNotIn(host(first), host(next));
    }

    @Test
    void attemptThatFailedBeforeItsHedgeWasThoughtOf_isNotHedged_butItsFailoverIs() {
        Cluster<FakeTransport> cluster = slowNode();
        Shell shell = new Shell();
        Attempt<FakeTransport> first = readOn(cluster, "n2", shell);
        Attempt<FakeTransport> next = Objects.requireNonNull(first.failed(refused(), false));
        fixture.clock.runReady();
        assertThat(shell.isHedged()).isFalse();
        fixture.clock.advance(DELAY);
        assertThat(host(shell.hedge())).isNotIn(host(first), host(next));
        finish(shell.hedge());
        assertThat(next.isDropped()).isTrue();
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void requestThatFailedBeforeItsHedgeWasThoughtOf_isNotSentAgain() {
        Cluster<FakeTransport> cluster = slowNode();
        Shell shell = new Shell();
        assertThat(readOn(cluster, "n2", shell).failed(FakeTransport.reset(), false))
                .isNull();
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(shell.isHedged()).isFalse();
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void nodesThatFailedTheCallBefore_areNoPlaceForAHedge() {
        Cluster<FakeTransport> cluster = open();
        cluster.begin(read()).failed(FakeTransport.reset(), false);
        cluster.begin(read()).failed(FakeTransport.reset(), false);
        Shell shell = new Shell();
        Attempt<FakeTransport> only = cluster.begin(read(), shell);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(shell.isHedged()).isTrue();
        assertThat(shell.taken).isNull();
        finish(only);
        assertThat(results).isEmpty();
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void budgetIsTwoInAHundred_whatIsBeyondIsRefused() {
        Cluster<FakeTransport> cluster = open(); // 100 requests: 3 + 2
        read(cluster, 900, Duration.ofMillis(1)); // full: 10
        for (int i = 0; i < 12; i++) {
            cluster.begin(read(), new Shell());
        }
        fixture.clock.advance(DELAY);
        assertThat(inFlight(cluster)).isEqualTo(12 + 10);
        assertThat(results).containsExactly(HedgeResult.REFUSED, HedgeResult.REFUSED);
        fixture.clock.advance(Duration.ofSeconds(1)); // who was refused once, is not asked for again
        assertThat(results).hasSize(2);
    }

    @Test
    void shellWithoutAThread_refuses_andTheBudgetIsGivenBack() {
        Cluster<FakeTransport> cluster = open();
        read(cluster, 900, Duration.ofMillis(1));
        for (int i = 0; i < 20; i++) {
            Shell shell = new Shell();
            shell.canHedge = false;
            Attempt<FakeTransport> only = cluster.begin(read(), shell);
            fixture.clock.advance(DELAY);
            assertThat(shell.isHedged()).isTrue();
            finish(only);
        }
        assertThat(results).hasSize(20).containsOnly(HedgeResult.REFUSED);
    }

    @Test
    void oneNode_isHedgedByNobody() {
        Fixture alone = new Fixture().nodes(1);
        Cluster<FakeTransport> cluster = alone.open(config -> config.hedging(true));
        for (int i = 0; i < 200; i++) {
            Shell shell = new Shell();
            Attempt<FakeTransport> only = cluster.begin(read(), shell);
            alone.clock.advance(i < 100 ? Duration.ofMillis(1) : DELAY);
            assertThat(shell.taken).isNull();
            finish(only);
        }
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void hedgeThatIsTakenTooLate_isNone_andHoldsNothing() {
        Cluster<FakeTransport> cluster = open(config -> config.strategy(RoutingStrategy.PER_CONNECTION));
        read(cluster, 900, Duration.ofMillis(1));
        for (int i = 0; i < 20; i++) { // more often than the budget has it
            Shell shell = new Shell();
            shell.takes = false;
            Attempt<FakeTransport> only = cluster.begin(read(), shell);
            fixture.clock.advance(DELAY);
            assertThat(shell.isHedged()).isTrue();
            finish(only);
            shell.take();
            assertThat(shell.taken).isNull();
        }
        assertThat(inFlight(cluster)).isZero();
        assertThat(results).isEmpty();
    }

    @Test
    void firstAttemptThatFailsBeforeTheHedgeIsTaken_speaksForItself() {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        shell.takes = false;
        Attempt<FakeTransport> first = cluster.begin(read(), shell);
        fixture.clock.advance(DELAY);
        assertThat(first.failed(FakeTransport.reset(), false)).isNull();
        assertThat(first.isCovered()).isFalse();
        shell.take();
        assertThat(shell.taken).isNull();
        assertThat(inFlight(cluster)).isZero();
    }

    @Test
    void policyThatThrows_spoilsTheHedgeOnly() {
        boolean[] broken = {false};
        Cluster<FakeTransport> cluster = open(config -> config.policy(random -> candidates -> {
            if (broken[0]) {
                throw new IllegalStateException("the policy is broken");
            }
            return 0;
        }));
        Shell shell = new Shell();
        Attempt<FakeTransport> only = cluster.begin(read(), shell);
        broken[0] = true;
        fixture.clock.advance(DELAY);
        assertThat(shell.isHedged()).isTrue();
        assertThat(shell.taken).isNull();
        finish(only);
        broken[0] = false;
        Shell next = new Shell();
        cluster.begin(read(), next);
        fixture.clock.advance(DELAY);
        assertThat(next.hedge()).isNotNull();
    }

    @Test
    void nodeThatAlwaysLoses_isSeenToBeSlow_andHarmedNoFurther() {
        Cluster<FakeTransport> cluster = open();
        for (int i = 0; i < 100; i++) {
            Shell shell = new Shell();
            Attempt<FakeTransport> attempt = cluster.begin(read(), shell);
            if (host(attempt).equals("n2")) {
                fixture.clock.advance(DELAY.plusMillis(1));
                finish(shell.taken == null ? attempt : shell.taken);
            } else {
                fixture.clock.advance(Duration.ofMillis(1));
                finish(attempt);
            }
        }
        assertThat(results).contains(HedgeResult.WON, HedgeResult.WON);
        assertThat(status(cluster, "n2").latency()).isGreaterThanOrEqualTo(DELAY);
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void whatALoserTookIsTheLeastItCouldHave_andNoReasonToThinkBetterOfItsNode() {
        NodeStats traffic = new NodeStats(0);
        long slow = Duration.ofMillis(50).toNanos();
        traffic.answered(Outcome.SUCCESS, slow, 1);
        traffic.answered(Outcome.SUCCESS, slow, 2);
        for (int i = 0; i < 100; i++) {
            traffic.tookAtLeast(3, 3 + DELAY.toNanos());
        }
        assertThat(traffic.latencyNanos()).isEqualTo(slow);
    }

    @Test
    void nodeThatWasNotWaitedFor_countsAsBusy_forAsLongAsItUsuallyTakes() {
        List<Integer> inFlight = new ArrayList<>();
        Cluster<FakeTransport> cluster = open(config -> config.policy(random -> candidates -> {
            inFlight.clear();
            for (int i = 0; i < candidates.size(); i++) {
                inFlight.add(candidates.inFlight(i));
                assertThat(candidates.get(i).inFlight()).isEqualTo(candidates.inFlight(i));
            }
            return 0;
        }));
        for (int i = 0; i < 2; i++) {
            Attempt<FakeTransport> slow = cluster.begin(read(), new Shell());
            fixture.clock.advance(DELAY.multipliedBy(2));
            finish(slow);
        }
        Shell shell = new Shell();
        cluster.begin(read(), shell);
        fixture.clock.runReady();
        finish(shell.hedge());
        assertThat(inFlight(cluster)).isZero();
        fixture.clock.advance(DELAY.multipliedBy(2).minus(A_MOMENT));
        finish(cluster.begin(read("in the meantime")));
        assertThat(inFlight).containsExactly(1, 0, 0);
        fixture.clock.advance(A_MOMENT.multipliedBy(2)); // averages are rounded
        finish(cluster.begin(read("later")));
        assertThat(inFlight).containsExactly(0, 0, 0);
    }

    @Test
    void silentNodeGoesDown_thoughNobodyEverWaitsForItLong() {
        Cluster<FakeTransport> cluster = open();
        fixture.control.hang("n2/").hang("n2/localnodes");
        for (int i = 0; i < 200 && state(cluster, "n2") == NodeState.UP; i++) {
            Shell shell = new Shell();
            Attempt<FakeTransport> attempt = cluster.begin(read(), shell);
            if (host(attempt).equals("n2")) {
                fixture.clock.advance(DELAY);
                finish(shell.hedge());
                read(cluster, 50, Duration.ofMillis(1), "n2"); // the others fill the budget again
            } else {
                finish(attempt);
            }
        }
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
        assertThat(status(cluster, "n2").why()).contains("silent for", "probe: timeout");
        fixture.clock.advance(Duration.ofSeconds(3));
        assertThat(inFlight(cluster)).isZero();
    }

    /** Reads from all but one. */
    private void read(Cluster<FakeTransport> cluster, int times, Duration each, String butFrom) {
        int done = 0;
        while (done < times) {
            SdkHttpRequest other = read().toBuilder()
                    .putHeader("amz-sdk-invocation-id", "other")
                    .build();
            Attempt<FakeTransport> attempt = cluster.begin(other, new Shell());
            if (host(attempt).equals(butFrom)) {
                attempt.failed(new IOException("never asked"), true);
            } else {
                fixture.clock.advance(each);
                finish(attempt);
                done++;
            }
        }
    }

    @Test
    void slowNodeThatAlwaysLoses_answersItsProbes_andStaysUp() {
        Cluster<FakeTransport> cluster = open();
        int probes = 0;
        for (int i = 0; i < 100; i++) {
            Shell shell = new Shell();
            Attempt<FakeTransport> attempt = cluster.begin(read(), shell);
            if (host(attempt).equals("n2")) {
                fixture.clock.advance(DELAY);
                finish(shell.hedge());
                read(cluster, 50, Duration.ofMillis(1), "n2");
            } else {
                finish(attempt);
            }
            probes += (int)
                    fixture.control.takeAsked().stream().filter("n2/"::equals).count();
        }
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        assertThat(probes).isBetween(1, 5); // one in half a second, and it took two
    }

    @Test
    void closedClient_givesUpBoth() {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        Attempt<FakeTransport> first = cluster.begin(read(), shell);
        fixture.clock.advance(DELAY);
        List<String> brokenOff = new ArrayList<>();
        first.onGivenUp(() -> brokenOff.add("first"));
        shell.hedge().onGivenUp(() -> brokenOff.add("hedge"));
        cluster.close();
        assertThat(brokenOff).containsExactlyInAnyOrder("first", "hedge");
        assertThat(first.failed(FakeTransport.reset(), false)).isNull();
        assertThat(first.isCovered()).isTrue();
        assertThat(shell.hedge().failed(FakeTransport.reset(), false)).isNull();
        assertThat(shell.hedge().isCovered()).isFalse();
        assertThat(outcomes).containsExactly(Outcome.ABORTED, Outcome.ABORTED);
    }

    @Test
    void hedgeOnASilentNode_isGivenUpLikeAnyAttempt() {
        Cluster<FakeTransport> cluster = open();
        Shell shell = new Shell();
        Attempt<FakeTransport> first = cluster.begin(read(), shell);
        fixture.clock.advance(DELAY);
        String silent = host(shell.hedge());
        fixture.control.hang(silent + "/").hang(silent + "/localnodes");
        fixture.clock.advance(Duration.ofMillis(1700));
        assertThat(state(cluster, silent)).isEqualTo(NodeState.DOWN);
        assertThat(shell.hedge().givenUp()).isNotNull();
        assertThat(first.givenUp()).isNull();
    }

    @Test
    void checkSleepsWhileNothingFlows_andWakesForTheNextRead() {
        Cluster<FakeTransport> cluster = open();
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(fixture.clock.pending()).isEqualTo(1); // discovery's next question
        Shell shell = new Shell();
        cluster.begin(read(), shell);
        fixture.clock.advance(DELAY);
        assertThat(shell.isHedged()).isTrue();
    }

    /** How a shell's thread ends an attempt; true if that is what the caller hears of. */
    private enum End {
        ANSWER {
            @Override
            boolean speaks(Attempt<FakeTransport> attempt) {
                boolean delivered = attempt.responded(OK);
                if (delivered) {
                    attempt.finished();
                }
                return delivered;
            }
        },
        FAILURE {
            @Override
            boolean speaks(Attempt<FakeTransport> attempt) {
                attempt.failed(FakeTransport.reset(), false);
                return !attempt.isCovered();
            }
        },
        ABORT {
            @Override
            boolean speaks(Attempt<FakeTransport> attempt) {
                attempt.failed(new IOException("aborted"), true);
                return !attempt.isCovered();
            }
        };

        abstract boolean speaks(Attempt<FakeTransport> attempt);
    }

    @Test
    void whateverBothDoAtOnce_exactlyOneSpeaksForTheRequest_andNothingIsHeld() {
        Cluster<FakeTransport> cluster = open(config -> config.consecutiveFailures(Integer.MAX_VALUE));
        for (int i = 0; i < 1500; i++) {
            read(cluster, 50, A_MOMENT);
            Shell shell = new Shell();
            shell.takes = i % 2 == 0; // or in the midst of it
            Attempt<FakeTransport> first = cluster.begin(read("call " + i), shell);
            fixture.clock.advance(DELAY);
            CyclicBarrier together = new CyclicBarrier(2);
            End end = End.values()[i % 3];
            End other = End.values()[i / 3 % 3];
            CompletableFuture<Boolean> hedgeSpeaks = CompletableFuture.supplyAsync(() -> {
                await(together);
                if (!shell.takes) {
                    shell.take();
                }
                return shell.taken != null && other.speaks(shell.taken);
            });
            await(together);
            boolean firstSpeaks = end.speaks(first);
            assertThat(firstSpeaks).isNotEqualTo(hedgeSpeaks.join());
            assertThat(inFlight(cluster)).isZero();
        }
    }

    @Test
    void hedgeThatIsThoughtOfWhileItsAttemptFailsOver_isSentInsteadOfTheFailover_orNotAtAll() {
        Cluster<FakeTransport> cluster = open();
        int hedges = 0;
        int failovers = 0;
        for (int i = 0; i < 3000; i++) {
            read(cluster, 50, A_MOMENT);
            Shell shell = new Shell();
            Attempt<FakeTransport> first = cluster.begin(read("call " + i), shell);
            CyclicBarrier together = new CyclicBarrier(2);
            CompletableFuture<Void> check = CompletableFuture.runAsync(() -> {
                await(together);
                first.race().hedge(first);
            });
            await(together);
            Attempt<FakeTransport> next = first.failed(refused(), false);
            check.join();
            if (next == null) {
                assertThat(first.isCovered()).isTrue();
                finish(shell.hedge());
                hedges++;
            } else {
                assertThat(shell.taken).isNull();
                finish(next);
                failovers++;
            }
            assertThat(inFlight(cluster)).isZero();
        }
        assertThat(hedges).isPositive();
        assertThat(failovers).isPositive();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }
}
