package io.alternator.http.internal.health;

import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.control.ControlReply;
import io.alternator.http.internal.control.DirectProbe;
import io.alternator.http.internal.node.Node;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Feels a node's pulse: {@code GET /}, by the wrapped client, as requests go. Where probes and requests share one pool, a
 * probe may wait in vain for a connection; what a second one says that needs none of the pool counts then.
 */
public final class HealthChecker {
    /** Below: it lives, and be it to say that it knows no such path. */
    private static final int SERVER_ERRORS = 500;

    /** What was found out. */
    public sealed interface Finding {}

    /** It answered. */
    public record Alive() implements Finding {}

    /** It did not, or something before it answered in its place. */
    public record Dead(String why) implements Finding {}

    /** Nothing: the question could not be put. */
    public record Unknown() implements Finding {}

    private final ControlClient control;
    private final Optional<DirectProbe> direct;

    /**
     * Asks by {@code control}.
     *
     * @param direct where the control client's connections are the requests' own
     */
    public HealthChecker(ControlClient control, Optional<DirectProbe> direct) {
        this.control = control;
        this.direct = direct;
    }

    /**
     * Asks now.
     *
     * @return never ends exceptionally; about {@code limit} after a thread is free at the latest
     */
    public CompletableFuture<Finding> feel(Node node, Duration limit) {
        CompletableFuture<Finding> own =
                control.get(node, "/", Map.of(), limit).handle((reply, failure) -> finding(reply, failure));
        if (direct.isEmpty()) {
            return own;
        }
        CompletableFuture<Finding> second = direct.get().get(node, limit).handle(HealthChecker::secondFinding);
        return own.thenCompose(
                first -> mayHaveWaitedForThePool(first) ? second : CompletableFuture.completedFuture(first));
    }

    private static boolean mayHaveWaitedForThePool(Finding first) {
        return first instanceof Unknown || first.equals(new Dead(Outcome.TIMEOUT.tag()));
    }

    private static Finding finding(@Nullable ControlReply reply, @Nullable Throwable failure) {
        return reply != null ? ofStatus(reply.status()) : ofFailure(failure);
    }

    private static Finding secondFinding(@Nullable Integer status, @Nullable Throwable failure) {
        return status != null ? ofStatus(status) : ofFailure(failure);
    }

    private static Finding ofStatus(int status) {
        return status < SERVER_ERRORS ? new Alive() : new Dead("HTTP " + status);
    }

    private static Finding ofFailure(@Nullable Throwable failure) {
        Outcome outcome = failure == null ? Outcome.ABORTED : Failures.classify(failure);
        return outcome.verdict() == Outcome.Verdict.NOTHING ? new Unknown() : new Dead(outcome.tag());
    }
}
