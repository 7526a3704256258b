package io.alternator.http.internal.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.concurrent.StripedCounter;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.SentAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class PickCandidatesTest {
    private final ClusterFixture fixture = new ClusterFixture().nodes(1);
    private final Cluster cluster = fixture.open(config -> config.strategy(RoutingStrategy.PER_REQUEST));

    private static ExecutorService threadOfAnotherStripe() throws Exception {
        while (true) {
            ExecutorService thread = Executors.newSingleThreadExecutor();
            if (thread.submit(StripedCounter::stripe).get() != StripedCounter.stripe()) {
                return thread;
            }
            thread.shutdown();
        }
    }

    @Test
    void requestsOfOtherThreadsCount_butTheApproximationIsZeroForAThreadWithoutRequestsOnTheNode() throws Exception {
        ExecutorService others = threadOfAnotherStripe();
        List<SentAttempt> othersRequests = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            othersRequests.add(others.submit(() -> SentAttempt.begin(cluster, ClusterFixture.request()))
                    .get());
        }
        PickCandidates candidates = new PickCandidates(
                List.of(othersRequests.get(0).clusterNode()), ClusterFixture.request(), fixture.clock.nanos());
        assertThat(candidates.inFlight(0)).isEqualTo(5);
        assertThat(candidates.approximateInFlight(0)).isZero();
        SentAttempt own = SentAttempt.begin(cluster, ClusterFixture.request());
        assertThat(candidates.approximateInFlight(0)).isEqualTo(6);
        others.submit(() -> ClusterFixture.finish(own)).get(); // ends on another thread, as with an event loop
        assertThat(candidates.approximateInFlight(0)).isZero();
        assertThat(candidates.inFlight(0)).isEqualTo(5);
        othersRequests.forEach(ClusterFixture::finish);
        assertThat(candidates.inFlight(0)).isZero();
        others.shutdown();
    }
}
