package io.alternator.http.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.concurrent.StripedCounter;
import io.alternator.http.internal.testing.FakeTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class PickCandidatesTest {
    private final Cluster<FakeTransport> cluster =
            new Fixture().nodes(1).open(config -> config.strategy(RoutingStrategy.PER_REQUEST));

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
    void othersRequests_areSeenAtOnce_butAtFirstSightOnlyByWhoHasSomethingThere() throws Exception {
        ExecutorService others = threadOfAnotherStripe();
        List<Attempt<FakeTransport>> theirs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            theirs.add(others.submit(() -> cluster.begin(Fixture.request())).get());
        }
        PickCandidates<FakeTransport> question =
                new PickCandidates<>(List.of(theirs.get(0).member()), Fixture.request(), cluster.now());
        assertThat(question.inFlight(0)).isEqualTo(5);
        assertThat(question.approximateInFlight(0)).isZero();
        Attempt<FakeTransport> own = cluster.begin(Fixture.request());
        assertThat(question.approximateInFlight(0)).isEqualTo(6);
        others.submit(() -> Fixture.finish(own)).get(); // as an event loop does
        assertThat(question.approximateInFlight(0)).isZero();
        assertThat(question.inFlight(0)).isEqualTo(5);
        theirs.forEach(Fixture::finish);
        assertThat(question.inFlight(0)).isZero();
        others.shutdown();
    }
}
