package io.alternator.http.benchmarks.faults;

import java.time.Duration;
import java.util.Optional;

/**
 * One fault, one client, one way to route.
 *
 * @param network the network that this process is inside of, if any
 */
record Trial(FaultScenario fault, ClientKind client, Routing routing, Load load, Optional<String> network) {
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
                Callers callers = client.call(routing.to(stage), load.callers(), exchanges)) {
            Pause.of(load.warmup());
            stage.play(timeline, load.fault());
            Pause.of(load.after());
            if (!callers.finish(PATIENCE)) {
                exchanges.giveUp();
            }
            return Row.of(this, timeline, exchanges, watch.arrivals());
        }
    }
}
