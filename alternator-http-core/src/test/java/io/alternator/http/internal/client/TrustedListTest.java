package io.alternator.http.internal.client;

import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.hosts;
import static io.alternator.http.internal.testing.ClusterFixture.request;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequests;
import static io.alternator.http.internal.testing.ClusterFixture.state;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.internal.monitor.SilentNodeException;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.SentAttempt;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first list names its seed {@code n1}, so it is trusted; but a firewall drops the packets to other nodes of it. */
final class TrustedListTest {
    /** Stall time, probe timeout and three runs of the monitor. */
    private static final Duration MAX_DETECTION_TIME = Duration.ofMillis(500 + 1000 + 150);

    private final ClusterFixture fixture = new ClusterFixture();

    private static SentAttempt beginElsewhereThanOnTheSeed(Cluster cluster) {
        for (int i = 0; i < 20; i++) {
            SentAttempt attempt = begin(cluster, request("call " + i));
            if (!attempt.node().address().host().equals("n1")) {
                return attempt;
            }
            finish(attempt);
        }
        throw new AssertionError("only the seed is used");
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 60})
    void nodesOutOfReach_areLeftTogether_inTheTimeOfOneStall(int count) {
        List<String> others = List.of(hosts(count)).subList(1, count);
        fixture.nodes(count);
        others.forEach(host -> fixture.control.hang(host + "/"));
        Cluster cluster = fixture.open(config -> config);
        SentAttempt waiting = beginElsewhereThanOnTheSeed(cluster);
        fixture.clock.advance(MAX_DETECTION_TIME);
        assertThat(waiting.cancelCause()).isInstanceOf(SilentNodeException.class);
        assertThat(others).allMatch(host -> state(cluster, host) == NodeState.DOWN);
        assertThat(sendRequests(cluster, 10)).containsOnlyKeys("n1");
        fixture.nodes(count);
        fixture.clock.advance(Duration.ofSeconds(10));
        assertThat(others).allMatch(host -> state(cluster, host) == NodeState.UP);
    }

    @Test
    void oneNodeIsOutOfReach_theOthersStayUp() {
        fixture.nodes(6);
        Cluster cluster = fixture.open(config -> config);
        SentAttempt waiting = beginElsewhereThanOnTheSeed(cluster);
        String silent = waiting.node().address().host();
        fixture.control.hang(silent + "/");
        fixture.clock.advance(MAX_DETECTION_TIME);
        assertThat(cluster.nodes())
                .allMatch(node -> (node.state() == NodeState.DOWN)
                        == node.address().host().equals(silent));
    }
}
