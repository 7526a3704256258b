package io.alternator.http.internal.control;

import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.transport.ControlReply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Control calls that requests cannot hold up. A call goes through the wrapped client. If it may be waiting for a connection, as it has
 * no answer after half of its timeout, it goes over a connection of its own as well, and the first answer counts.
 */
public final class UnpooledFallback {
    private final ControlClient pooled;
    private final Optional<DirectClient> unpooled;
    private final Predicate<Throwable> waitedForPool;
    private final Scheduler scheduler;

    /**
     * Calls through {@code pooled} first.
     *
     * @param unpooled empty if a call through {@code pooled} never waits for a connection
     * @param waitedForPool true for a failure that waiting for a connection explains; any other is the node's
     */
    public UnpooledFallback(
            ControlClient pooled,
            Optional<DirectClient> unpooled,
            Predicate<Throwable> waitedForPool,
            Scheduler scheduler) {
        this.pooled = pooled;
        this.unpooled = unpooled;
        this.waitedForPool = waitedForPool;
        this.scheduler = scheduler;
    }

    /** As {@link ControlClient#get}; fails as the call through the wrapped client does. */
    public CompletableFuture<ControlReply> get(Node node, String path, Map<String, String> query, Duration timeout) {
        CompletableFuture<ControlReply> first = pooled.get(node, path, query, timeout);
        if (unpooled.isEmpty()) {
            return first;
        }
        DirectClient direct = unpooled.get();
        Duration half = timeout.dividedBy(2);
        return new Race(first, () -> direct.get(node, path, query, half), half).reply;
    }

    /** Two calls, the second of which is sent if the first one may be waiting for a connection. */
    private final class Race {
        private final CompletableFuture<ControlReply> reply = new CompletableFuture<>();
        private final CompletableFuture<ControlReply> first;
        private final Supplier<CompletableFuture<ControlReply>> second;
        private final Duration timeout;
        private final AtomicBoolean secondSent = new AtomicBoolean();

        private Race(
                CompletableFuture<ControlReply> first,
                Supplier<CompletableFuture<ControlReply>> second,
                Duration timeout) {
            this.first = first;
            this.second = second;
            this.timeout = timeout;
            runUnlessReplied(this::sendSecond);
            first.whenComplete((answer, failure) -> {
                if (failure != null && waitedForPool.test(failure)) {
                    sendSecond();
                } else {
                    complete(answer, failure);
                }
            });
            reply.whenComplete((answer, failure) -> first.cancel(true)); // no effect on a call that has ended
        }

        private void runUnlessReplied(Runnable task) {
            Scheduler.Cancellable timer = scheduler.schedule(task, timeout);
            reply.whenComplete((answer, failure) -> timer.cancel());
        }

        private void sendSecond() {
            if (reply.isDone() || !secondSent.compareAndSet(false, true)) {
                return;
            }
            CompletableFuture<ControlReply> sent = second.get();
            sent.whenComplete((answer, failure) -> {
                if (failure == null) {
                    reply.complete(answer);
                } else {
                    first.whenComplete(this::complete);
                }
            });
            reply.whenComplete((answer, failure) -> sent.cancel(true));
            runUnlessReplied(() -> reply.completeExceptionally(
                    new TimeoutException("no answer within " + timeout + " over a connection of its own")));
        }

        private void complete(@Nullable ControlReply answer, @Nullable Throwable failure) {
            if (failure == null) {
                reply.complete(answer);
            } else {
                reply.completeExceptionally(failure);
            }
        }
    }
}
