package io.alternator.http.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three nodes that serve 100 requests a second each, probes among them, get 250 a second; for five seconds, 400. Then a probe takes
 * longer than its timeout. A connection that is reset at that time has each node probed. The control is a bare client of one such node
 * with a third of the load.
 */
final class OverloadTest {
    private static final int NODES = 3;
    private static final Duration USUAL = Duration.ofMillis(4);
    private static final Duration SURGE = Duration.ofNanos(2_500_000);
    private static final Duration WAIT = Duration.ofHours(1); // a caller calls once
    private static final Duration SDK_BACKOFF = Duration.ofMillis(25);

    private final FakeClock clock = new FakeClock();
    private final Random random = new Random(14);

    /** What callers see. */
    private record Result(int calls, long failed, double longestMillis) {}

    /** Lets calls begin at this pace. */
    private void offer(Duration every, Duration length, Runnable call) {
        for (long i = length.dividedBy(every); i > 0; i--) {
            call.run();
            clock.advance(every);
        }
    }

    private void offerAll(int share, Runnable call, Runnable resets) {
        offer(USUAL.multipliedBy(share), Duration.ofSeconds(5), call);
        offer(SURGE.multipliedBy(share), Duration.ofSeconds(4), call);
        resets.run();
        offer(SURGE.multipliedBy(share), Duration.ofSeconds(1), call);
        offer(USUAL.multipliedBy(share), Duration.ofSeconds(20), call);
    }

    private Result bare() {
        SimulatedNode node = new SimulatedNode(clock, random);
        node.setCondition(Condition.BUSY);
        List<Long> latencies = new ArrayList<>();
        int[] calls = {0};
        offerAll(
                NODES,
                () -> {
                    calls[0]++;
                    send(node, clock.nanos(), latencies);
                },
                node::resetOne);
        clock.advance(Duration.ofSeconds(5));
        return new Result(calls[0], calls[0] - latencies.size(), Collections.max(latencies) / 1e6);
    }

    private void send(SimulatedNode node, long start, List<Long> latencies) {
        node.serve(1, reply -> {
            if (reply == Reply.OK) {
                latencies.add(clock.nanos() - start);
            } else {
                clock.schedule(() -> send(node, start, latencies), SDK_BACKOFF);
            }
        });
    }

    private Result balanced(RoutingStrategy strategy, List<Long> down) {
        Recording recording = new Recording(clock, NODES, Duration.ofSeconds(40));
        SimulatedCluster cluster = new SimulatedCluster(NODES, NODES, clock, random, recording);
        AlternatorConfig config = AlternatorConfig.builder()
                .seeds("n1", "n2", "n3")
                .nodeFilter(address -> true)
                .strategy(strategy)
                .build();
        try (SimulatedClient client = new SimulatedClient(cluster, config, clock, random, recording)) {
            for (int number = 1; number <= NODES; number++) {
                cluster.node(number).setCondition(Condition.BUSY);
            }
            Workload once = new Workload(1, 1, WAIT, 0, 1);
            SimulatedCaller caller = new SimulatedCaller("caller", client, once, clock, random, recording);
            offerAll(
                    1,
                    () -> {
                        caller.call();
                        down.add(client.count(NodeState.DOWN));
                    },
                    () -> {
                        for (int number = 1; number <= NODES; number++) {
                            cluster.node(number).resetOne();
                        }
                    });
            clock.advance(Duration.ofSeconds(5));
        }
        Measures measures = new Measures(recording, Duration.ofSeconds(40));
        assertThat(recording.pendingLatencies()).isEmpty();
        assertThat(recording.probes()).as("probes").isPositive();
        return new Result(measures.calls(), measures.failed(), measures.percentileMillis(100));
    }

    @ParameterizedTest
    @EnumSource
    void overloadedNodesStayUp_andCallersWaitAsWithTheBareClient(RoutingStrategy strategy) {
        Result bare = bare();
        assertThat(bare.failed()).isZero();
        List<Long> down = new ArrayList<>();
        Result balanced = balanced(strategy, down);
        System.out.printf(
                "%s: overload, bare %s, balanced %s, down %s%n", strategy, bare, balanced, Collections.max(down));
        assertThat(balanced.failed()).isZero();
        assertThat(balanced.calls()).isCloseTo(NODES * bare.calls(), within(4 * NODES)); // four phases are divided
        assertThat(down).as("nodes that are DOWN").containsOnly(0L);
        assertThat(balanced.longestMillis()).isLessThan(1.2 * bare.longestMillis());
    }
}
