package io.alternator.http.internal.health;

import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.control.DirectClient;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.transport.ControlReply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a node with {@code GET /} through the wrapped client, the way requests go. If a check may have to wait for a connection, as
 * where it shares the requests' pool, it may time out while it waits. A second check is then sent outside of the pool, and its
 * result is used if the first one times out or cannot be sent.
 *
 * <p>A check whose connection is reset may have had a stale one, which was idle for longer than a firewall or the node remembers
 * it. It is repeated once on another connection, outside of the pool if the requests' stale connections are in it.
 */
public final class HealthChecker {
    /** Any status below 500, including 404, means alive. */
    private static final int FIRST_SERVER_ERROR = 500;

    private static final Logger log = LoggerFactory.getLogger(HealthChecker.class);

    private final ControlClient control;
    private final Optional<DirectClient> direct;

    /**
     * Sends checks through {@code control}.
     *
     * @param direct set if {@code control} may have to wait for a connection
     */
    public HealthChecker(ControlClient control, Optional<DirectClient> direct) {
        this.control = control;
        this.direct = direct;
    }

    /**
     * Checks the node now.
     *
     * @return never completes exceptionally; completes at the latest about {@code timeout} after a thread is free, or twice that if
     *     the connection was reset
     */
    public CompletableFuture<CheckResult> check(Node node, Duration timeout) {
        try {
            return start(node, timeout).exceptionally(HealthChecker::withoutResult);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.completedFuture(withoutResult(e));
        }
    }

    /** Our failure: it says nothing about the node. */
    private static CheckResult withoutResult(Throwable failure) {
        log.warn(
                "A node could not be checked; it will be tried again; see troubleshooting.md#background-task-failed",
                failure);
        return new CheckResult.Unknown();
    }

    private CompletableFuture<CheckResult> start(Node node, Duration timeout) {
        CompletableFuture<CheckResult> pooled = pooled(node, timeout);
        if (direct.isEmpty()) {
            return pooled.thenCompose(
                    result -> wasReset(result) ? pooled(node, timeout) : CompletableFuture.completedFuture(result));
        }
        CompletableFuture<CheckResult> unpooled =
                direct.get().probe(node, timeout).handle(HealthChecker::unpooledResult);
        return pooled.thenCompose(result -> mayHaveWaitedForThePool(result) || wasReset(result)
                ? unpooled
                : CompletableFuture.completedFuture(result));
    }

    private CompletableFuture<CheckResult> pooled(Node node, Duration timeout) {
        return control.get(node, "/", Map.of(), timeout).handle(HealthChecker::pooledResult);
    }

    private static boolean mayHaveWaitedForThePool(CheckResult result) {
        return result instanceof CheckResult.Unknown || (result instanceof CheckResult.Dead dead && dead.isTimeout());
    }

    private static boolean wasReset(CheckResult result) {
        return result instanceof CheckResult.Dead dead && dead.outcome() == Outcome.RESET;
    }

    private static CheckResult pooledResult(@Nullable ControlReply reply, @Nullable Throwable failure) {
        return reply != null ? ofStatus(reply.status()) : ofFailure(failure);
    }

    private static CheckResult unpooledResult(@Nullable Integer status, @Nullable Throwable failure) {
        return status != null ? ofStatus(status) : ofFailure(failure);
    }

    private static CheckResult ofStatus(int status) {
        return status < FIRST_SERVER_ERROR
                ? new CheckResult.Alive()
                : new CheckResult.Dead(Outcome.ofStatus(status), "HTTP " + status);
    }

    private static CheckResult ofFailure(@Nullable Throwable failure) {
        Outcome outcome = failure == null ? Outcome.ABORTED : Failures.classify(failure);
        return outcome.verdict() == Outcome.Verdict.NOTHING || outcome == Outcome.LOCAL_ERROR
                ? new CheckResult.Unknown()
                : new CheckResult.Dead(outcome);
    }
}
