package io.alternator.http.sync;

import io.alternator.http.internal.routing.Attempt;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/**
 * A hedge and what follows it, while the caller's thread is in the first attempt; that one comes here when the first attempt is
 * broken off or has failed.
 */
final class SecondLeg extends Leg implements Runnable {
    private final BalancedRequest request;
    private final Supplier<@Nullable Attempt<SyncTransport>> hedge;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile NodeListResult answer = () -> {
        throw new IllegalStateException("it is not over");
    };

    /** A response, or a failure. */
    private interface NodeListResult {
        HttpExecuteResponse get() throws IOException;
    }

    SecondLeg(BalancedRequest request, Supplier<@Nullable Attempt<SyncTransport>> hedge) {
        this.request = request;
        this.hedge = hedge;
    }

    @Override
    public void run() {
        Attempt<SyncTransport> attempt = hedge.get();
        if (attempt == null) {
            return;
        }
        try {
            HttpExecuteResponse response = run(attempt);
            if (response != null) {
                answer = () -> response;
            }
        } catch (IOException | RuntimeException | Error e) {
            answer = () -> {
                throw e;
            };
        }
        over.countDown();
    }

    /** What came of it. Whoever asks knows that this leg answers. */
    HttpExecuteResponse await() throws IOException {
        try {
            over.await();
            return answer.get();
        } catch (InterruptedException e) {
            request.abort();
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while a response was due");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    @Override
    HttpExecuteRequest request() {
        return request.request();
    }

    @Override
    Optional<ContentStreamProvider> body() {
        return request.body().map(SecondLeg::again);
    }

    @Override
    boolean isAborted() {
        return request.isAborted();
    }

    /** A body that cannot be read again is not the node's fault. */
    private static ContentStreamProvider again(ContentStreamProvider body) {
        return () -> {
            try {
                return body.newStream();
            } catch (RuntimeException e) {
                throw new BodyGoneException(e);
            }
        };
    }
}
