package io.alternator.http.internal.hedging;

import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.SentAttempt.begin;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.FakeHedgeExecutor;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.RecordingListener;
import io.alternator.http.internal.testing.SentAttempt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Clusters of three nodes that hedge, use round robin, and record the results. */
final class HedgingFixture {
    /** The delay after which a read is hedged in a cluster whose reads take 1 ms. */
    static final Duration DELAY = Duration.ofMillis(10);

    static final Duration MICROSECOND = Duration.ofNanos(1000);

    private final ClusterFixture clusters = new ClusterFixture().nodes(3);
    final FakeClock clock = clusters.clock;
    final FakeTransport control = clusters.control;
    private final RecordingListener listener = new RecordingListener();
    final List<HedgeResult> results = listener.hedges;
    final List<Outcome> outcomes = listener.outcomes;

    static SdkHttpRequest request(String target) {
        return ClusterFixture.request("call").toBuilder()
                .putHeader("X-Amz-Target", target)
                .build();
    }

    static SdkHttpRequest read() {
        return request("DynamoDB_20120810.GetItem");
    }

    static SdkHttpRequest read(String invocationId) {
        return read().toBuilder()
                .putHeader("amz-sdk-invocation-id", invocationId)
                .build();
    }

    static String host(SentAttempt attempt) {
        return attempt.node().address().host();
    }

    /** A cluster that has measured 100 reads of 1 ms. */
    Cluster open() {
        return open(UnaryOperator.identity());
    }

    /** A cluster that has measured 100 reads of 1 ms. */
    Cluster open(UnaryOperator<AlternatorConfig.Builder> settings) {
        Cluster cluster = openWithoutReads(settings);
        sendReads(cluster, 100, Duration.ofMillis(1));
        outcomes.clear();
        return cluster;
    }

    Cluster openWithoutReads(UnaryOperator<AlternatorConfig.Builder> settings) {
        Cluster cluster = clusters.create(
                config -> settings.apply(config.hedging(true).policy(LoadBalancingPolicy.roundRobin())), listener);
        clock.runReady();
        return cluster;
    }

    /** A cluster that has measured that reads on n2 take longer than the delay. */
    Cluster openWithSlowNode() {
        Cluster cluster = open();
        for (int i = 0; i < 2; i++) {
            SentAttempt slow = readOn(cluster, "n2", new FakeHedgeExecutor());
            clock.advance(DELAY.multipliedBy(2));
            finish(slow);
        }
        return cluster;
    }

    /** Sends successful reads one after another. */
    void sendReads(Cluster cluster, int count, Duration latency) {
        for (int i = 0; i < count; i++) {
            SentAttempt attempt = begin(cluster, read(), new FakeHedgeExecutor());
            clock.advance(latency);
            finish(attempt);
        }
    }

    /** Sends successful reads one after another, to all nodes except one. */
    void sendReads(Cluster cluster, int count, Duration latency, String excludedHost) {
        int done = 0;
        while (done < count) {
            SentAttempt attempt = begin(cluster, read("other"), new FakeHedgeExecutor());
            if (host(attempt).equals(excludedHost)) {
                attempt.failed(new IOException("aborted"), true);
            } else {
                clock.advance(latency);
                finish(attempt);
                done++;
            }
        }
    }

    /** Begins reads until one is on this node, and finishes the others with success. */
    static SentAttempt readOn(Cluster cluster, String host, FakeHedgeExecutor executor) {
        for (int i = 0; i < 3; i++) {
            SentAttempt attempt = begin(cluster, read(), executor);
            if (host(attempt).equals(host)) {
                return attempt;
            }
            finish(attempt);
        }
        throw new AssertionError(host + " is never picked");
    }
}
