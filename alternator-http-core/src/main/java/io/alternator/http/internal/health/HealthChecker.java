package io.alternator.http.internal.health;

import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.control.DirectClient;
import io.alternator.http.internal.control.ServerIdentity;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.transport.ControlReply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Checks a node with {@code GET /} through the wrapped client, the way requests go. If a check may have to wait for a connection, as
 * where it shares the requests' pool, or for an event loop, which callbacks may block, it may time out while it waits.
 *
 * <p>If it has no result after a tenth of the timeout, a second check is sent outside of the wrapped client. If that is answered,
 * nobody waits longer; its other results are used if the first check times out or cannot be sent.
 *
 * <p>A check whose connection is reset may have had a stale one, which was idle for longer than a firewall or the node remembers
 * it. It is repeated once on another connection, outside of the pool if the requests' stale connections are in it.
 *
 * <p>Any web server answers {@code GET /}. For a node that is not proven to be one, an answer counts as alive only if no other
 * server would give it: to {@code GET /} or, in case a proxy forbids that, to {@code GET /localnodes}. A proxy may also forbid it with
 * a 5xx, as if it could not reach the node; the list shows that it can.
 */
public final class HealthChecker {
    /** Of the timeout: a pooled check that gets a connection is answered sooner by a node that answers. */
    private static final int POOL_WAIT_DIVISOR = 10;

    private final ClientLog log;
    private final ControlClient control;
    private final Optional<DirectClient> direct;
    private final Scheduler scheduler;

    /**
     * Sends checks through {@code control}.
     *
     * @param direct set if {@code control} may have to wait for a connection or an event loop
     */
    public HealthChecker(
            ControlClient control, Optional<DirectClient> direct, Scheduler scheduler, ClientIdentity client) {
        this.log = client.log(HealthChecker.class);
        this.control = control;
        this.direct = direct;
        this.scheduler = scheduler;
    }

    /**
     * Checks the node now.
     *
     * @param proven true if the address is known to be a node's, so that any answer below 500 shows that it is alive
     * @return never completes exceptionally; completes at the latest about {@code timeout} after a thread is free, or twice that if
     *     the connection was reset, or if the answer does not show that the node is alive
     */
    public CompletableFuture<CheckResult> check(Node node, boolean proven, Duration timeout) {
        try {
            return start(node, proven, timeout)
                    .thenCompose(result -> isAnswer(result) ? askForList(node, result, timeout) : done(result))
                    .exceptionally(this::withoutResult);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.completedFuture(withoutResult(e));
        }
    }

    /** Our failure: it says nothing about the node. */
    private CheckResult withoutResult(Throwable failure) {
        log.warn(
                "A node could not be checked; it will be tried again; see troubleshooting.md#background-task-failed",
                failure);
        return new CheckResult.Unknown();
    }

    private CompletableFuture<CheckResult> start(Node node, boolean proven, Duration timeout) {
        CompletableFuture<CheckResult> pooled = pooled(node, proven, timeout);
        if (direct.isEmpty()) {
            return pooled.thenCompose(result -> wasReset(result) ? pooled(node, proven, timeout) : done(result));
        }
        CompletableFuture<Void> needed = new CompletableFuture<>();
        CompletableFuture<CheckResult> unpooled = needed.thenCompose(
                        go -> direct.get().probe(node, timeout))
                .handle((reply, failure) -> reply != null ? ofUnpooled(reply, proven) : ofFailure(failure));
        Scheduler.Cancellable timer =
                scheduler.schedule(() -> needed.complete(null), timeout.dividedBy(POOL_WAIT_DIVISOR));
        CompletableFuture<CheckResult> checked = pooled.thenCompose(result -> {
            timer.cancel();
            if (!mayHaveWaitedForThePool(result) && !wasReset(result)) {
                return done(result);
            }
            needed.complete(null);
            return unpooled;
        });
        unpooled.thenAccept(result -> {
            if (result instanceof CheckResult.Alive) {
                checked.complete(result);
            }
        });
        return checked;
    }

    private CompletableFuture<CheckResult> pooled(Node node, boolean proven, Duration timeout) {
        return control.get(node, "/", Map.of(), timeout)
                .handle((reply, failure) -> reply != null ? ofReply(reply, proven) : ofFailure(failure));
    }

    /** A proxy may forbid {@code GET /}, and not the list, without which the node would not be known. */
    private CompletableFuture<CheckResult> askForList(Node node, CheckResult answer, Duration timeout) {
        return control.get(node, "/localnodes", Map.of(), timeout)
                .handle((reply, failure) ->
                        reply != null && ServerIdentity.isNodeList(reply) ? new CheckResult.Alive() : answer);
    }

    private static CompletableFuture<CheckResult> done(CheckResult result) {
        return CompletableFuture.completedFuture(result);
    }

    private static boolean mayHaveWaitedForThePool(CheckResult result) {
        return result instanceof CheckResult.Unknown || (result instanceof CheckResult.Dead dead && dead.isTimeout());
    }

    private static boolean wasReset(CheckResult result) {
        return result instanceof CheckResult.Dead dead && dead.outcome() == Outcome.RESET;
    }

    private static boolean isAnswer(CheckResult result) {
        return result instanceof CheckResult.Dead dead && dead.isAnswer();
    }

    /** A TLS handshake counts as alive: whether the server is a node is a matter of its certificate. */
    private static CheckResult ofUnpooled(Optional<ControlReply> reply, boolean proven) {
        return reply.map(answer -> ofReply(answer, proven)).orElseGet(CheckResult.Alive::new);
    }

    /** Any status below 500, including 404, means that a proven node is alive. */
    private static CheckResult ofReply(ControlReply reply, boolean proven) {
        int status = reply.status();
        if (reply.isServerError()) {
            return new CheckResult.Dead(Outcome.ofStatus(status), "HTTP " + status);
        }
        return proven || ServerIdentity.isHealthOfDynamoDb(reply)
                ? new CheckResult.Alive()
                : new CheckResult.Dead(Outcome.CLIENT_ERROR, "HTTP " + status + ", not as Alternator answers");
    }

    private static CheckResult ofFailure(@Nullable Throwable failure) {
        Outcome outcome = failure == null ? Outcome.ABORTED : Failures.classify(failure);
        return outcome.verdict() == Outcome.Verdict.NOTHING || outcome == Outcome.LOCAL_ERROR
                ? new CheckResult.Unknown()
                : new CheckResult.Dead(outcome);
    }
}
