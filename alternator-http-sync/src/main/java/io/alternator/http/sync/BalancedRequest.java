package io.alternator.http.sync;

import io.alternator.http.internal.routing.Attempt;
import io.alternator.http.internal.routing.Cluster;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * One request of the SDK: executes attempts until one has a response or none is left. Called once, by one thread; aborted at
 * any time, by any.
 */
final class BalancedRequest implements ExecutableHttpRequest {
    private final Cluster<SyncTransport> cluster;
    private final HttpExecuteRequest request;

    private volatile boolean aborted;
    private volatile Runnable breakOff = () -> {};
    private volatile @Nullable Attempt<SyncTransport> delivered;

    BalancedRequest(Cluster<SyncTransport> cluster, HttpExecuteRequest request) {
        this.cluster = cluster;
        this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        Attempt<SyncTransport> attempt = cluster.begin(request.httpRequest());
        Throwable earlier = null;
        while (true) {
            try {
                return deliver(attempt, send(attempt));
            } catch (IOException | RuntimeException | Error e) {
                if (earlier != null && earlier != e) {
                    e.addSuppressed(earlier);
                }
                earlier = e;
                Attempt<SyncTransport> next =
                        attempt.failed(e, aborted || Thread.currentThread().isInterrupted());
                if (next == null) {
                    throwIfGivenUp(attempt, e);
                    throw e;
                }
                attempt = next;
            }
        }
    }

    @Override
    public void abort() {
        aborted = true;
        breakOff.run();
        Attempt<SyncTransport> attempt = delivered;
        if (attempt != null) {
            attempt.abandoned();
        }
    }

    private HttpExecuteResponse send(Attempt<SyncTransport> attempt) throws IOException {
        HttpExecuteRequest.Builder retargeted = HttpExecuteRequest.builder()
                .request(attempt.request())
                .contentStreamProvider(request.contentStreamProvider().orElse(null))
                .metricCollector(request.metricCollector().orElse(null));
        ExecutableHttpRequest call = attempt.transport().breakable().prepareRequest(retargeted.build());
        breakOff = call::abort;
        attempt.reportTo(request.metricCollector());
        attempt.onGivenUp(breakOff);
        if (aborted) { // before anybody could hear of it
            call.abort();
            throw new IOException("The request was aborted before it was sent to " + attempt.node());
        }
        return call.call();
    }

    private HttpExecuteResponse deliver(Attempt<SyncTransport> attempt, HttpExecuteResponse response) {
        attempt.responded(response.httpResponse());
        Optional<AbortableInputStream> body = response.responseBody();
        if (body.isEmpty()) {
            attempt.finished();
            return response;
        }
        delivered = attempt;
        AbortableInputStream stream = body.get();
        Runnable abortCall = breakOff;
        breakOff = () -> {
            stream.abort(); // CRT's calls heed no abort any more
            abortCall.run();
        };
        attempt.onGivenUp(breakOff);
        if (aborted) { // by somebody who may have known of no stream
            attempt.abandoned();
            stream.abort();
        }
        return HttpExecuteResponse.builder()
                .response(response.httpResponse())
                .responseBody(TrackedBody.track(stream, contentLength(response.httpResponse()), attempt, () -> aborted))
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

    /** As the response's headers have it; -1 if they do not. */
    static long contentLength(SdkHttpResponse headers) {
        try {
            return headers.firstMatchingHeader("Content-Length")
                    .map(Long::parseLong)
                    .orElse(-1L);
        } catch (NumberFormatException notOurs) {
            return -1;
        }
    }
}
