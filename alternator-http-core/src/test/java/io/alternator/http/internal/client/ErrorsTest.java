package io.alternator.http.internal.client;

import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.hosts;
import static io.alternator.http.internal.testing.ClusterFixture.inFlight;
import static io.alternator.http.internal.testing.ClusterFixture.request;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequests;
import static io.alternator.http.internal.testing.ClusterFixture.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.call.Call;
import io.alternator.http.internal.health.CheckResult;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.hedging.HedgeResult;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.operation.RequestBody;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.SentAttempt;
import io.alternator.http.internal.testing.TestListener;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpRequest;

/** An {@code Error}, such as a lack of threads or a class that does not load, stops nothing beyond the call that it hits. */
final class ErrorsTest {
    private final ClusterFixture fixture = new ClusterFixture().nodes(3);

    private static Error doesNotLoad() {
        return new NoClassDefFoundError("com/example/Missing");
    }

    @Test
    void errorInAProbe_leavesNoNodeDown() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        eject(cluster, "n2");
        fixture.control.throwsOnce("n2/", doesNotLoad());
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(fixture.control.thrown()).isEqualTo(1);
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void errorInTheCheckOfASilentNode_doesNotEndStallDetection() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        beginOn(cluster, "n2");
        fixture.control.throwsOnce("n2/", doesNotLoad());
        fixture.clock.advance(Duration.ofMillis(800));
        assertThat(fixture.control.thrown()).isEqualTo(1);
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        fixture.control.hang("n2/");
        fixture.clock.advance(Duration.ofSeconds(2));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void errorInTheCheckAfterAReset_doesNotEndTheChecks() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.control.throwsOnce("n2/", doesNotLoad());
        beginOn(cluster, "n2", "call").failed(new java.io.IOException("Connection reset"), false);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(fixture.control.thrown()).isEqualTo(1);
        fixture.control.refuse("n2");
        beginOn(cluster, "n2", "call 2").failed(new java.io.IOException("Connection reset"), false);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.DOWN);
    }

    @Test
    void errorInARequestForTheList_doesNotEndDiscovery() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        for (String host : hosts(3)) {
            fixture.control.throwsOnce(host + "/localnodes", doesNotLoad());
        }
        fixture.run(cluster, Duration.ofSeconds(8));
        assertThat(fixture.control.thrown()).isPositive();
        fixture.nodes(4);
        fixture.run(cluster, Duration.ofSeconds(20));
        assertThat(cluster.nodes()).hasSize(4);
    }

    @Test
    void errorOfTheWrappedClient_isNotTheNodesFailure_andNothingStaysInFlight() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        SentAttempt attempt = beginOn(cluster, "n2", "call");
        assertThat(attempt.failed(doesNotLoad(), false)).isNull();
        assertThat(inFlight(cluster)).isZero();
        fixture.control.refuse("n2");
        fixture.clock.advance(Duration.ofMillis(400));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
    }

    @Test
    void errorsInAListener_stopNothing() {
        ThrowingListener listener = new ThrowingListener();
        Cluster cluster = fixture.create(UnaryOperator.identity(), listener);
        fixture.clock.runReady();
        sendRequests(cluster, 10);
        eject(cluster, "n2");
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(state(cluster, "n2")).isEqualTo(NodeState.UP);
        fixture.nodes(2);
        fixture.run(cluster, Duration.ofSeconds(30));
        assertThat(cluster.nodes()).hasSize(2);
        assertThat(inFlight(cluster)).isZero();
        cluster.close();
        assertThat(fixture.nodeTransports).allMatch(transport -> transport.isClosed());
        assertThat(listener.calls).isGreaterThan(100);
    }

    @Test
    void callBegunBeforeClose_failsAfterIt_andOpensNoClient() {
        Cluster cluster = fixture.open(settings -> settings.strategy(RoutingStrategy.PER_CONNECTION));
        Call call = cluster.newCall(request(), second -> false);
        cluster.close();
        assertThatThrownBy(() -> call.next(RequestBody.UNREADABLE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(fixture.nodeTransports).isEmpty();
        assertThat(inFlight(cluster)).isZero();
    }

    private void eject(Cluster cluster, String host) {
        SentAttempt other = beginOn(cluster, host).failed(connectionRefused(), false);
        finish(Objects.requireNonNull(other));
        assertThat(state(cluster, host)).isEqualTo(NodeState.DOWN);
    }

    private static final class ThrowingListener extends TestListener {
        private int calls;

        private NoClassDefFoundError thrown() {
            calls++;
            return new NoClassDefFoundError("io/micrometer/Missing");
        }

        @Override
        public void opened(ClusterNumbers cluster) {
            throw thrown();
        }

        @Override
        public NodeListener nodeAdded(NodeNumbers node) {
            return new ThrowingNodeListener();
        }

        @Override
        public void listFetched(NodeListResult result, boolean asSeed, Duration took) {
            throw thrown();
        }

        @Override
        public void listChanged(int added, int removed) {
            throw thrown();
        }

        @Override
        public void skipped(SkipReason reason) {
            throw thrown();
        }

        @Override
        public void hedgeEnded(HedgeResult result) {
            throw thrown();
        }

        @Override
        public void retried(RetriedOn node) {
            throw thrown();
        }

        @Override
        public void closed() {
            throw thrown();
        }

        private final class ThrowingNodeListener implements NodeListener {
            @Override
            public void ended(Outcome outcome, SdkHttpRequest request, long nanos) {
                throw thrown();
            }

            @Override
            public void failedOver(Outcome reason) {
                throw thrown();
            }

            @Override
            public void ejected(Health.Finding finding) {
                throw thrown();
            }

            @Override
            public void probed(CheckResult result, long nanos) {
                throw thrown();
            }

            @Override
            public void removed() {
                throw thrown();
            }
        }
    }
}
