package io.alternator.http.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.MetricsSettings;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.internal.call.CallListener;
import io.alternator.http.internal.cluster.ClusterListener;
import io.alternator.http.internal.health.CheckResult;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.hedging.HedgeResult;
import io.alternator.http.internal.identity.LibraryVersion;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.selection.SelectionListener;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.TestIdentity;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepRegistryConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

final class ClusterMetersTest {
    private static final Numbers NODE = new Numbers(new NodeAddress("n1", 8000), NodeState.DOWN, 2, 5);
    private static final Numbers OTHER = new Numbers(new NodeAddress("n2", 8000), NodeState.UP, 3, 3);
    private static final SdkHttpRequest GET_ITEM = request("DynamoDB_20120810.GetItem");

    private final FakeClock clock = new FakeClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ClusterMeters meters = meters("orders", MetricsSettings.DEFAULT);

    private record Numbers(NodeAddress address, NodeState state, int inFlight, int leases)
            implements ClusterListener.NodeNumbers {
        @Override
        public long latencyNanos() {
            return inFlight * 1_000_000L;
        }

        @Override
        public long oldestOutstandingNanos() {
            return 7_000_000;
        }

        @Override
        public double weight() {
            return inFlight / 10.0;
        }
    }

    private static final class ClusterValues implements ClusterListener.ClusterNumbers {
        @Override
        public int nodes(NodeState state) {
            return state == NodeState.UP ? 3 : 0;
        }

        @Override
        public boolean isPanic() {
            return true;
        }

        @Override
        public int scopeLevel() {
            return 1;
        }

        @Override
        public Optional<Duration> discoveryAge() {
            return Optional.of(Duration.ofSeconds(7));
        }
    }

    private static SdkHttpRequest request(String target) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol("http")
                .host("n1")
                .encodedPath("/")
                .putHeader("X-Amz-Target", target)
                .build();
    }

    private ClusterMeters meters(String client, MetricsSettings settings) {
        return meters(registry, client, settings);
    }

    private ClusterMeters meters(MeterRegistry registry, String client, MetricsSettings settings) {
        return new ClusterMeters(registry, settings, TestIdentity.named(client), clock, clock);
    }

    private static MetricsSettings settings(UnaryOperator<AlternatorConfig.Builder> changes) {
        return changes.apply(AlternatorConfig.builder()).build().metrics();
    }

    private RequiredSearch find(String name, String... tags) {
        return find(registry, name, tags);
    }

    private static RequiredSearch find(MeterRegistry registry, String name, String... tags) {
        return registry.get("alternator.client." + name).tags(tags);
    }

    private double gauge(String name, String... tags) {
        return find(name, "client", "orders", "node", "n1:8000")
                .tags(tags)
                .gauge()
                .value();
    }

    private long metersOf(String node) {
        return registry.getMeters().stream()
                .filter(meter -> node.equals(meter.getId().getTag("node")))
                .count();
    }

    @Test
    void nodeValuesAreGauges() {
        meters.nodeAdded(NODE);
        assertThat(gauge("requests.active")).isEqualTo(2);
        assertThat(gauge("connections", "state", "active")).isEqualTo(2);
        assertThat(gauge("connections", "state", "idle")).isEqualTo(3);
        assertThat(gauge("node.state", "state", "down")).isEqualTo(1);
        assertThat(gauge("node.state", "state", "up")).isZero();
        assertThat(gauge("node.latency")).isNaN(); // DOWN
        meters.nodeAdded(OTHER);
        assertThat(find("node.latency", "node", "n2:8000").gauge().value()).isEqualTo(0.003);
        assertThat(gauge("requests.oldest.age")).isEqualTo(0.007);
        assertThat(gauge("node.weight")).isEqualTo(0.2);
    }

    @Test
    void clusterValuesAreGauges() {
        meters.opened(new ClusterValues());
        assertThat(find("nodes", "state", "up").gauge().value()).isEqualTo(3);
        assertThat(find("panic").gauge().value()).isEqualTo(1);
        assertThat(find("scope.level").gauge().value()).isEqualTo(1);
        assertThat(find("discovery.age").gauge().value()).isEqualTo(7);
    }

    @Test
    void infoSaysWhatTheClientIs_whileItIsOpen() {
        assertThat(find("info", "client", "orders", "kind", "sync", "strategy", "per_request")
                        .tag("version", LibraryVersion.get())
                        .gauge()
                        .value())
                .isEqualTo(1);
        meters.closed();
        assertThat(registry.find("alternator.client.info").gauge()).isNull();
    }

    @Test
    void attemptsAreTimed_byOutcome() {
        ClusterListener.NodeListener node = meters.nodeAdded(NODE);
        node.ended(Outcome.SUCCESS, GET_ITEM, 1_000_000);
        node.ended(Outcome.SUCCESS, GET_ITEM, 3_000_000);
        node.ended(Outcome.RESET, GET_ITEM, 5);
        assertThat(find("requests", "outcome", "success").timer().count()).isEqualTo(2);
        assertThat(find("requests", "outcome", "reset").timer().count()).isEqualTo(1);
    }

    @Test
    void clientsOfARegistry_haveTheTagKeysOfTheFirst_andBucketsAsTheFirst() {
        MetricsSettings tagged = settings(config -> config.operationTag(true).requestSlos(Duration.ofMillis(5)));
        meters("second", tagged).nodeAdded(NODE).ended(Outcome.SUCCESS, GET_ITEM, 1000);
        Timer timer = find("requests", "client", "second", "outcome", "success").timer();
        assertThat(timer.getId().getTag("operation")).isNull();
        assertThat(timer.takeSnapshot().histogramCounts()).isEmpty();

        SimpleMeterRegistry other = new SimpleMeterRegistry();
        meters(other, "first", tagged);
        meters(other, "second", MetricsSettings.DEFAULT).nodeAdded(NODE).ended(Outcome.SUCCESS, GET_ITEM, 1000);
        timer = find(other, "requests", "client", "second", "operation", "GetItem")
                .timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.takeSnapshot().histogramCounts()).hasSize(1);
    }

    @Test
    void clientsOfARegistry_haveTheirOwnBuckets_ifTheFirstHasBucketsToo() {
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        meters(other, "first", settings(config -> config.requestHistogram(true)));
        meters(other, "second", settings(config -> config.requestSlos(Duration.ofMillis(5), Duration.ofMillis(9))))
                .nodeAdded(NODE)
                .ended(Outcome.SUCCESS, GET_ITEM, 1000);
        assertThat(find(other, "requests", "client", "second", "outcome", "success")
                        .timer()
                        .takeSnapshot()
                        .histogramCounts())
                .hasSize(2);
    }

    @Test
    void formOfTimers_isChosenAnew_onceTheMetersOfAllClientsAreGone() {
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        MetricsSettings tagged = settings(config -> config.operationTag(true));
        ClusterMeters first = meters(other, "first", MetricsSettings.DEFAULT);
        ClusterMeters second = meters(other, "second", MetricsSettings.DEFAULT);
        first.closed();
        clock.advance(Duration.ofSeconds(91));
        ClusterMeters third = meters(other, "third", tagged);
        third.nodeAdded(NODE).ended(Outcome.SUCCESS, GET_ITEM, 1000);
        Timer timer =
                find(other, "requests", "client", "third", "outcome", "success").timer();
        assertThat(timer.getId().getTag("operation"))
                .as("the second client has meters")
                .isNull();
        second.closed();
        third.closed();
        clock.advance(Duration.ofSeconds(91));
        meters(other, "fourth", tagged).nodeAdded(NODE).ended(Outcome.SUCCESS, GET_ITEM, 1000);
        timer = find(other, "requests", "client", "fourth", "operation", "GetItem")
                .timer();
        assertThat(timer.count()).isEqualTo(1);
    }

    @Test
    void operationTag_hasOneValuePerOperation_andOtherForUnknownOnes() {
        SimpleMeterRegistry own = new SimpleMeterRegistry();
        ClusterMeters tagged = meters(own, "tagged", settings(config -> config.operationTag(true)));
        ClusterListener.NodeListener node = tagged.nodeAdded(NODE);
        node.ended(Outcome.SUCCESS, GET_ITEM, 1);
        node.ended(Outcome.SUCCESS, request("DynamoDBStreams_20120810.GetRecords"), 1);
        node.ended(Outcome.SUCCESS, request("Unknown_1.Injected\n"), 1);
        for (String operation : List.of("GetItem", "GetRecords", "other")) {
            assertThat(find(own, "requests", "outcome", "success", "operation", operation)
                            .timer()
                            .count())
                    .as(operation)
                    .isEqualTo(1);
        }
    }

    @Test
    void bucketsArePublished_ifSlosAreSet() {
        Duration slo = Duration.ofMillis(5);
        SimpleMeterRegistry own = new SimpleMeterRegistry();
        meters(own, "slo", settings(config -> config.requestSlos(slo)))
                .nodeAdded(NODE)
                .ended(Outcome.SUCCESS, GET_ITEM, 6_000_000);
        assertThat(find(own, "requests", "client", "slo", "outcome", "success")
                        .timer()
                        .takeSnapshot()
                        .histogramCounts())
                .extracting(bucket -> bucket.bucket(), bucket -> bucket.count())
                .containsExactly(org.assertj.core.groups.Tuple.tuple((double) slo.toNanos(), 0.0));
    }

    @Test
    void ejectionCountersStartAtZero_soThatTheFirstEjectionIsAnIncrease() {
        meters.nodeAdded(NODE);
        for (String reason : List.of("connect_error", "silent", "outlier")) {
            assertThat(find("ejections", "reason", reason).counter().count()).isZero();
        }
        assertThat(find("ejections", "reason", "connect_error").counters())
                .extracting(counter -> counter.getId().getTag("found_by"))
                .containsExactlyInAnyOrder("request", "probe");
    }

    @Test
    void eventsAreCounted() {
        ClusterListener.NodeListener node = meters.nodeAdded(NODE);
        node.failedOver(Outcome.CONNECT_ERROR);
        node.ejected(new Health.Finding("silent", Health.FoundBy.PROBE, "silent for 1 s"));
        node.probed(new CheckResult.Dead(Outcome.TIMEOUT), 5_000_000);
        meters.skipped(SelectionListener.SkipReason.FULL);
        meters.retried(CallListener.RetriedOn.OTHER_NODE);
        meters.hedgeEnded(HedgeResult.WON);
        meters.listChanged(2, 1);
        meters.listFetched(new NodeListResult.Empty(), true, Duration.ofMillis(3));
        meters.listFetched(new NodeListResult.Nodes(List.of(NODE.address()), ""), false, Duration.ofMillis(3));
        assertThat(find("failovers", "reason", "connect_error").counter().count())
                .isEqualTo(1);
        assertThat(find("ejections", "reason", "silent").counter().count()).isEqualTo(1);
        assertThat(find("probes", "outcome", "dead").timer().count()).isEqualTo(1);
        assertThat(find("picks.skipped", "reason", "full").counter().count()).isEqualTo(1);
        assertThat(find("sdk.retries", "same_node", "false").counter().count()).isEqualTo(1);
        assertThat(find("sdk.retries", "same_node", "true").counter().count()).isZero();
        assertThat(find("hedges", "result", "won").counter().count()).isEqualTo(1);
        assertThat(find("hedges", "result", "lost").counter().count()).isZero();
        assertThat(find("discovery.changes", "change", "added").counter().count())
                .isEqualTo(2);
        assertThat(find("discovery.changes", "change", "removed").counter().count())
                .isEqualTo(1);
        assertThat(find("discovery.refresh", "outcome", "empty", "source", "seed")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(find("discovery.refresh", "outcome", "nodes", "source", "node")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void metersOfARemovedNode_areRemovedAfterTheGracePeriod() {
        ClusterListener.NodeListener node = meters.nodeAdded(NODE);
        node.removed();
        clock.advance(Duration.ofSeconds(89)); // longer than the step of 60 s in which push registries publish
        assertThat(metersOf("n1:8000")).isPositive();
        clock.advance(Duration.ofSeconds(1));
        assertThat(metersOf("n1:8000")).isZero();
        node.ended(Outcome.ABORTED, GET_ITEM, 1); // after the removal
        assertThat(metersOf("n1:8000")).isZero();
    }

    @Test
    void nodeThatReturnsInTheGracePeriod_keepsItsMeters() {
        meters.nodeAdded(NODE).ended(Outcome.SUCCESS, GET_ITEM, 1);
        ClusterListener.NodeListener first = meters.nodeAdded(NODE);
        first.removed();
        clock.advance(Duration.ofSeconds(20));
        Numbers again = new Numbers(NODE.address(), NodeState.UP, 4, 4);
        meters.nodeAdded(again).ended(Outcome.SUCCESS, GET_ITEM, 1);
        clock.advance(Duration.ofSeconds(20));
        assertThat(find("requests", "outcome", "success").timer().count()).isEqualTo(2);
        assertThat(gauge("node.state", "state", "up")).isEqualTo(1);
    }

    @Test
    void nodesBeyondTheLimit_shareOneTag() {
        ClusterMeters capped =
                meters("capped", settings(config -> config.maxNodeTags(1).meterGrace(Duration.ofSeconds(1))));
        capped.nodeAdded(new Numbers(new NodeAddress("n0", 8000), NodeState.UP, 1, 0));
        ClusterListener.NodeListener one = capped.nodeAdded(NODE);
        capped.nodeAdded(OTHER);
        assertThat(find("requests.active", "node", "other").gauge().value()).isEqualTo(5);
        assertThat(find("node.weight", "node", "other").gauge().value()).isEqualTo(0.2);
        assertThat(find("node.latency", "node", "other").gauge().value())
                .as("of those that are not DOWN")
                .isEqualTo(0.003);
        assertThat(metersOf("n1:8000")).isZero();
        one.removed();
        clock.advance(Duration.ofSeconds(2));
        assertThat(find("requests.active", "node", "other").gauge().value()).isEqualTo(3);
    }

    @Test
    void freedTag_isGivenToANodeInUse() {
        ClusterMeters capped =
                meters("capped", settings(config -> config.maxNodeTags(1).meterGrace(Duration.ofSeconds(1))));
        ClusterListener.NodeListener first =
                capped.nodeAdded(new Numbers(new NodeAddress("n0", 8000), NodeState.UP, 1, 0));
        ClusterListener.NodeListener second = capped.nodeAdded(NODE);
        capped.nodeAdded(OTHER);
        first.removed();
        assertThat(metersOf("n1:8000")).isZero(); // n0 may return within the grace period
        clock.advance(Duration.ofSeconds(2));
        assertThat(metersOf("n0:8000")).isZero();
        assertThat(find("requests.active", "node", "n1:8000").gauge().value()).isEqualTo(2);
        assertThat(find("requests.active", "node", "other").gauge().value()).isEqualTo(3);
        second.ended(Outcome.SUCCESS, GET_ITEM, 1);
        assertThat(find("requests", "node", "n1:8000").timer().count()).isEqualTo(1);
        second.removed();
        clock.advance(Duration.ofMillis(1500));
        assertThat(metersOf("other")).isPositive(); // for its own grace period, which begins now
        assertThat(find("requests.active", "node", "n2:8000").gauge().value()).isEqualTo(3);
        clock.advance(Duration.ofSeconds(2));
        assertThat(metersOf("other")).isZero();
    }

    /** Lets the grace period of closed clients pass. A registry that publishes reads all meters. */
    private void passGrace() {
        clock.advance(MetricsSettings.DEFAULT.meterGrace());
        read(registry);
    }

    /** Lets the grace period pass and opens another client. */
    private void removeDue() {
        clock.advance(MetricsSettings.DEFAULT.meterGrace());
        ClosedMeters.removeAllDue();
    }

    private static void read(MeterRegistry registry) {
        registry.getMeters().forEach(meter -> meter.measure().forEach(Measurement::getValue));
    }

    @Test
    void closingTheClient_removesGaugesAtOnce_andTheRestWithTheFirstReadingAfterTheGracePeriod() {
        ClusterListener.NodeListener node = meters.nodeAdded(NODE);
        meters.opened(new ClusterValues());
        node.ended(Outcome.SUCCESS, GET_ITEM, 3);
        node.removed();
        meters.closed();
        meters.listFetched(
                new NodeListResult.Empty(), true, Duration.ofMillis(3)); // after the close, as are the events below
        meters.nodeAdded(OTHER).ended(Outcome.SERVER_ERROR, GET_ITEM, 3);
        node.ended(Outcome.ABORTED, GET_ITEM, 3); // it was in flight
        assertThat(find("requests", "outcome", "success").timer().count()).isEqualTo(1);
        assertThat(find("requests", "outcome", "aborted").timer().count()).isEqualTo(1);
        assertThat(registry.getMeters())
                .filteredOn(meter -> meter instanceof Gauge)
                .extracting(meter -> meter.getId().getName())
                .containsExactly("alternator.client.panic");
        assertThat(find("panic").gauge().value()).isZero();
        clock.advance(MetricsSettings.DEFAULT.meterGrace().minusNanos(1));
        read(registry);
        assertThat(find("requests", "outcome", "success").timer().count()).isEqualTo(1);
        clock.advance(Duration.ofNanos(1));
        read(registry);
        assertThat(registry.getMeters()).isEmpty();
        node.ended(Outcome.RESET, GET_ITEM, 3);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void metersOfAClosedClient_goWithTheNextClient_ifNobodyReadsThem() {
        meters.nodeAdded(NODE).ended(Outcome.SUCCESS, GET_ITEM, 3);
        meters.closed();
        clock.advance(MetricsSettings.DEFAULT.meterGrace());
        ClusterMeters next = meters("customers", MetricsSettings.DEFAULT);
        assertThat(registry.getMeters())
                .allMatch(meter -> "customers".equals(meter.getId().getTag("client")));
        next.closed();
        passGrace();
    }

    @Test
    void clientThatIsOpenedAgainInTheGracePeriod_countsOn() {
        meters.opened(new ClusterValues());
        meters.nodeAdded(NODE).ended(Outcome.SUCCESS, GET_ITEM, 3);
        meters.closed();
        ClusterMeters again = meters("orders", MetricsSettings.DEFAULT);
        again.opened(new ClusterValues());
        ClusterListener.NodeListener node = again.nodeAdded(NODE);
        passGrace();
        node.ended(Outcome.SUCCESS, GET_ITEM, 3);
        assertThat(find("requests", "outcome", "success").timer().count()).isEqualTo(2);
        assertThat(gauge("requests.active")).isEqualTo(2);
        assertThat(find("panic").gauge().value()).isEqualTo(1);
        again.closed();
        passGrace();
        assertThat(registry.getMeters()).isEmpty();
    }

    /** What a registry that pushes would send, as the count of successes. */
    private static final class Pushed extends StepMeterRegistry {
        private static final Duration STEP = Duration.ofMinutes(1);
        private double successes;

        private Pushed(Clock clock) {
            super(
                    new StepRegistryConfig() {
                        @Override
                        public String prefix() {
                            return "pushed";
                        }

                        @Override
                        public @Nullable String get(String key) {
                            return null;
                        }

                        @Override
                        public Duration step() {
                            return STEP;
                        }
                    },
                    clock);
        }

        @Override
        protected void publish() {
            successes = find("alternator.client.requests").tag("outcome", "success").timers().stream()
                    .mapToLong(Timer::count)
                    .sum();
            read(this);
        }

        @Override
        protected TimeUnit getBaseTimeUnit() {
            return TimeUnit.SECONDS;
        }
    }

    @Test
    void registryThatPushes_stillSeesWhatWasCountedSinceItsLastStep() {
        MockClock steps = new MockClock();
        Pushed pushed = new Pushed(steps);
        ClusterMeters closing = new ClusterMeters(pushed, MetricsSettings.DEFAULT, TestIdentity.ORDERS, clock, clock);
        closing.opened(new ClusterValues());
        ClusterListener.NodeListener node = closing.nodeAdded(NODE);
        for (int i = 0; i < 5; i++) {
            node.ended(Outcome.SUCCESS, GET_ITEM, 1_000_000);
        }
        closing.closed();
        steps.add(Pushed.STEP);
        clock.advance(Pushed.STEP);
        pushed.publish();
        assertThat(pushed.successes).isEqualTo(5);
        steps.add(Pushed.STEP);
        clock.advance(Pushed.STEP);
        pushed.publish();
        assertThat(pushed.successes).isZero();
        assertThat(pushed.getMeters()).isEmpty();
    }

    @Test
    void registryThatRejectsSomeMeters_failsNoRequest_andGetsTheOthers() {
        SimpleMeterRegistry taken = new SimpleMeterRegistry();
        taken.counter("alternator.client.requests.active", "client", "c", "node", "n1:8000");
        taken.counter("alternator.client.requests", "client", "c", "node", "n1:8000", "outcome", "success");
        taken.gauge("alternator.client.failovers", io.micrometer.core.instrument.Tags.empty(), 1);
        ClusterMeters partial =
                new ClusterMeters(taken, MetricsSettings.DEFAULT, TestIdentity.named("c"), clock, clock);
        ClusterListener.NodeListener node = partial.nodeAdded(NODE);
        node.ended(Outcome.SUCCESS, GET_ITEM, 1);
        node.ended(Outcome.RESET, GET_ITEM, 1);
        node.failedOver(Outcome.CONNECT_ERROR);
        assertThat(taken.get("alternator.client.requests")
                        .tag("outcome", "reset")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(taken.get("alternator.client.node.weight").gauge().value()).isEqualTo(0.2);
        partial.closed();
    }

    @Test
    void metersOfTwoClientsDoNotCollide() {
        meters.nodeAdded(NODE);
        long ownCount = registry.getMeters().size();
        ClusterMeters others = meters("customers", MetricsSettings.DEFAULT);
        others.nodeAdded(NODE);
        assertThat(registry.getMeters()).hasSize((int) (2 * ownCount));
        others.closed();
        removeDue();
        assertThat(registry.getMeters()).hasSize((int) ownCount);
        assertThat(gauge("requests.active")).isEqualTo(2);
    }

    @Test
    void ignoredNodeTag_keepsTheTotals_whenANodeLeaves() {
        registry.config().meterFilter(MeterFilter.ignoreTags("node"));
        ClusterListener.NodeListener leaving = meters.nodeAdded(NODE);
        ClusterListener.NodeListener staying = meters.nodeAdded(OTHER);
        leaving.ended(Outcome.SUCCESS, GET_ITEM, 1);
        staying.ended(Outcome.SUCCESS, GET_ITEM, 1);
        assertThat(find("requests.active").gauge().value()).isEqualTo(5);
        assertThat(find("node.latency").gauge().value())
                .as("of those that are not DOWN")
                .isEqualTo(0.003);
        leaving.removed();
        clock.advance(Duration.ofMinutes(5));
        staying.ended(Outcome.SUCCESS, GET_ITEM, 1);
        assertThat(find("requests", "outcome", "success").timer().count()).isEqualTo(3);
        assertThat(find("requests.active").gauge().value()).isEqualTo(3);
        meters.closed();
        removeDue();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void ignoredClientTag_keepsTheTotals_whenAClientCloses() {
        registry.config().meterFilter(MeterFilter.ignoreTags("client"));
        ClusterListener.NodeListener node = meters.nodeAdded(NODE);
        ClusterMeters others = meters("customers", MetricsSettings.DEFAULT);
        others.nodeAdded(NODE).ended(Outcome.SUCCESS, GET_ITEM, 1);
        others.closed();
        removeDue();
        node.ended(Outcome.SUCCESS, GET_ITEM, 1);
        assertThat(find("requests", "outcome", "success").timer().count()).isEqualTo(2);
        assertThat(find("requests.active").gauge().value()).isEqualTo(2);
        meters.closed();
        removeDue();
        assertThat(registry.getMeters()).isEmpty();
    }
}
