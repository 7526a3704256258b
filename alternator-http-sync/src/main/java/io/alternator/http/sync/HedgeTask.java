package io.alternator.http.sync;

import io.alternator.http.internal.call.Next;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteResponse;

/**
 * Sends a hedge, and what follows it, while the caller's thread is in the first attempt. If that one is cancelled or fails, the
 * caller's thread waits here for the answer.
 */
final class HedgeTask implements Runnable {
    private final Execution execution;
    private final Supplier<Next> second;
    private final Optional<ContentStreamProvider> body;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Answer answer = () -> {
        throw new IllegalStateException("the hedge is not over");
    };

    /** A response or a failure. */
    private interface Answer {
        HttpExecuteResponse get() throws IOException;
    }

    /** What a hedge needs of the execution that it belongs to. */
    interface Execution {
        /** Sends attempts until one has a response; null if the caller's thread answers. */
        @Nullable
        HttpExecuteResponse send(Next first, @Nullable ContentStreamProvider body) throws IOException;

        /** Cancels all attempts. */
        void abort();
    }

    /**
     * A hedge that is not sent yet.
     *
     * @param body of the request
     */
    HedgeTask(Execution execution, Supplier<Next> second, Optional<ContentStreamProvider> body) {
        this.execution = execution;
        this.second = second;
        this.body = body;
    }

    @Override
    public void run() {
        try {
            HttpExecuteResponse response =
                    execution.send(second.get(), body.map(RereadBody::new).orElse(null));
            if (response == null) {
                return; // the caller's thread answers
            }
            answer = () -> response;
        } catch (IOException | RuntimeException | Error e) {
            answer = () -> {
                throw e;
            };
        }
        over.countDown();
    }

    /** The response or the failure. Waits for it; only for a caller that knows that this task answers. */
    HttpExecuteResponse await() throws IOException {
        try {
            over.await();
            return answer.get();
        } catch (InterruptedException e) {
            execution.abort();
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for a response");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
