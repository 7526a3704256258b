package io.alternator.http.async;

import io.alternator.http.internal.routing.Attempt;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * Hears of one attempt, from the wrapped client's handler calls and from its future, in whatever order they come. Until the
 * headers a failure belongs to the exchange, which may try elsewhere; from then on it is the caller's.
 */
final class AttemptHandler implements SdkAsyncHttpResponseHandler {
    /** From which there is no way back; null until there are headers or a failure. */
    private enum Phase {
        DELIVERING,
        FAILED
    }

    private final BalancedExchange exchange;
    private final Attempt<AsyncTransport> attempt;
    private final CompletableFuture<Void> sent;
    private final AtomicReference<@Nullable Phase> phase = new AtomicReference<>();

    /**
     * @param sent completes when the wrapped client has the whole request; of consequence only if it may be hedged
     */
    AttemptHandler(BalancedExchange exchange, Attempt<AsyncTransport> attempt, CompletableFuture<Void> sent) {
        this.exchange = exchange;
        this.attempt = attempt;
        this.sent = sent;
    }

    @Override
    public void onHeaders(SdkHttpResponse headers) {
        if (phase.compareAndSet(null, Phase.DELIVERING)) {
            if (!attempt.responded(headers)) {
                phase.set(Phase.FAILED); // the other attempt was faster, and this one is broken off already
                return;
            }
        }
        if (isDelivering()) {
            exchange.handler().onHeaders(headers);
        }
    }

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {
        if (isDelivering()) {
            exchange.handler().onStream(new TrackedBody(stream, attempt, this::brokeOff));
        } else {
            stream.subscribe(new CancellingSubscriber());
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (failedBeforeHeaders()) {
            exchange.failed(attempt, cause(failure));
        } else if (isDelivering()) {
            exchange.handler().onError(brokeOff(failure));
        }
    }

    /** The wrapped client took the request. */
    void started(CompletableFuture<Void> call) {
        attempt.onGivenUp(() -> breakOff(call));
        if (exchange.isOver()) { // before anybody could break it off
            breakOff(call);
        }
        call.whenComplete((done, failure) -> completed(failure));
    }

    /**
     * If nobody waits for it, not before the request is sent: Netty's client, stopped in between, closes the connection,
     * writes to it all the same, releases a buffer twice and warns with a stack trace.
     */
    private void breakOff(CompletableFuture<Void> call) {
        if (attempt.isDropped()) {
            sent.whenComplete((done, failure) -> call.cancel(true));
        } else {
            call.cancel(true);
        }
    }

    /** The wrapped client's future completed; null for well. */
    void completed(@Nullable Throwable failure) {
        if (failure == null) {
            if (phase.get() != Phase.FAILED && !attempt.isDropped()) {
                attempt.finished();
                exchange.complete(null);
            }
        } else if (failedBeforeHeaders()) {
            exchange.failed(attempt, cause(failure));
        } else if (isDelivering()) {
            exchange.complete(brokeOff(failure));
        }
    }

    /** The wrapped client only knows that it was stopped, which the SDK may not retry. */
    private Throwable cause(Throwable seen) {
        Throwable why = attempt.givenUp();
        return why != null ? why : seen;
    }

    /** Not if the other attempt was faster, which may turn out while the headers of this one are looked at. */
    private boolean isDelivering() {
        return phase.get() == Phase.DELIVERING && !attempt.isDropped();
    }

    private boolean failedBeforeHeaders() {
        return phase.compareAndSet(null, Phase.FAILED);
    }

    /** Notes that the body broke off; what the caller is to know of it. */
    private Throwable brokeOff(Throwable failure) {
        if (exchange.isOver()) {
            attempt.abandoned();
        } else {
            attempt.brokeOff(failure);
        }
        return cause(failure);
    }
}
