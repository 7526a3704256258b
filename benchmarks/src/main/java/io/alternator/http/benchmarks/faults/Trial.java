package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.ClientKind;
import io.alternator.http.benchmarks.common.Pool;
import io.alternator.http.benchmarks.common.Route;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One fault, one client, one way to route.
 *
 * @param network the network that this process is inside of, if any
 */
record Trial(FaultScenario fault, ClientKind client, Routing routing, Load load, Optional<String> network) {
    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);

    /** A thread that wants to run every 10 ms is this late only where processors are scarce or the heap is. */
    private static final Duration SUSPICIOUS_GAP = Duration.ofMillis(200);

    /** For requests that are under way at the end; what takes longer has failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    int nodes() {
        return routing.nodes(load);
    }

    Row play() throws InterruptedException {
        return fault.play(this);
    }

    /** Plays the trial on these nodes, and closes them. */
    Row on(Stage opened) throws InterruptedException {
        Exchanges exchanges = new Exchanges();
        Timeline timeline = new Timeline();
        try (Stage stage = opened;
                Watch watch = Watch.over(stage);
                Callers callers = callers(routing.to(stage), exchanges)) {
            Pause.of(load.warmup());
            stage.play(timeline, load.fault());
            Pause.of(load.after());
            if (!callers.finish(PATIENCE)) {
                exchanges.giveUp();
            }
            Arrivals arrivals = watch.arrivals();
            doubt(arrivals.longestGap());
            return Row.of(this, timeline, exchanges, arrivals);
        }
    }

    private Callers callers(Route route, Exchanges exchanges) {
        return client.over(Pool.UNTUNED, SyncCallers::over, AsyncCallers::over).start(route, load.callers(), exchanges);
    }

    private void doubt(Duration gap) {
        if (gap.compareTo(SUSPICIOUS_GAP) > 0) {
            LOG.warn(
                    "{} {} {}: this machine was busy with other things, for {} ms at a stretch; the longest request owes"
                            + " some of its time to that",
                    fault.label(),
                    client.label(),
                    routing.label(),
                    gap.toMillis());
        }
    }
}
