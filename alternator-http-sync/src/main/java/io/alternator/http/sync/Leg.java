package io.alternator.http.sync;

import io.alternator.http.internal.routing.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** One attempt after the other, on one thread, until one has a response or none is left. Broken off at any time, by any. */
abstract sealed class Leg permits BalancedRequest, SecondLeg {
    private volatile @Nullable Attempt<SyncTransport> current;

    /** As the SDK has it. */
    abstract HttpExecuteRequest request();

    /** What is to be sent. */
    abstract Optional<ContentStreamProvider> body();

    /** True if the caller aborted the request. */
    abstract boolean isAborted();

    /**
     * Executes attempts, beginning with this one.
     *
     * @return null if the request's other leg answers instead
     */
    final @Nullable HttpExecuteResponse run(Attempt<SyncTransport> first) throws IOException {
        Attempt<SyncTransport> attempt = first;
        Throwable earlier = null;
        while (true) {
            try {
                ExecutableHttpRequest call = prepare(attempt);
                return deliver(attempt, call, call.call());
            } catch (IOException | RuntimeException | Error e) {
                if (earlier != null && earlier != e) {
                    e.addSuppressed(earlier);
                }
                earlier = e;
                Attempt<SyncTransport> next =
                        attempt.failed(e, isAborted() || Thread.currentThread().isInterrupted());
                if (next == null) {
                    if (attempt.isCovered()) {
                        return null;
                    }
                    throwIfGivenUp(attempt, e);
                    throwIfUnchecked(e);
                    throw e;
                }
                attempt = next;
            }
        }
    }

    /** Ends what is under way, headers or body. */
    final void breakOff() {
        Attempt<SyncTransport> attempt = current;
        if (attempt != null) {
            attempt.abort();
        }
    }

    private ExecutableHttpRequest prepare(Attempt<SyncTransport> attempt) throws IOException {
        HttpExecuteRequest.Builder retargeted = HttpExecuteRequest.builder()
                .request(attempt.request())
                .contentStreamProvider(body().orElse(null))
                .metricCollector(request().metricCollector().orElse(null));
        ExecutableHttpRequest call = attempt.transport().breakable().prepareRequest(retargeted.build());
        current = attempt;
        attempt.reportTo(request().metricCollector());
        attempt.onGivenUp(call::abort);
        if (isAborted() || attempt.isDropped()) { // before anybody could hear of it
            call.abort();
            throw new IOException("The request was aborted before it was sent to " + attempt.node());
        }
        return call;
    }

    private @Nullable HttpExecuteResponse deliver(
            Attempt<SyncTransport> attempt, ExecutableHttpRequest call, HttpExecuteResponse response) {
        Optional<AbortableInputStream> body = response.responseBody();
        if (!attempt.responded(response.httpResponse())) {
            body.ifPresent(AbortableInputStream::abort);
            return null;
        }
        if (body.isEmpty()) {
            attempt.finished();
            return response;
        }
        AbortableInputStream stream = body.get();
        attempt.onGivenUp(() -> {
            stream.abort(); // CRT's calls heed no abort any more
            call.abort();
        });
        if (isAborted()) { // by somebody who may have known of no stream
            attempt.abandoned();
            stream.abort();
        }
        return HttpExecuteResponse.builder()
                .response(response.httpResponse())
                .responseBody(TrackedBody.track(stream, attempt, this::isAborted))
                .build();
    }

    /** The wrapped client only knows that it was aborted, which the SDK may not retry. */
    static void throwIfGivenUp(Attempt<?> attempt, Throwable seen) throws IOException {
        IOException why = attempt.givenUp();
        if (why != null) {
            why.addSuppressed(seen);
            throw why;
        }
    }

    /** The SDK retries an IOException; one that its UrlConnectionHttpClient hides in an unchecked one it throws at the application. */
    private static void throwIfUnchecked(Throwable seen) throws IOException {
        if (seen instanceof UncheckedIOException && seen.getCause() instanceof IOException hidden) {
            for (Throwable earlier : seen.getSuppressed()) {
                hidden.addSuppressed(earlier);
            }
            throw hidden;
        }
    }
}
