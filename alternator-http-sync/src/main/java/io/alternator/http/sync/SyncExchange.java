package io.alternator.http.sync;

import io.alternator.http.internal.call.Attempt;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** One attempt over the wrapped client. Its {@link #run} cancels it, headers or body, on any thread. */
final class SyncExchange implements Runnable {
    private final Attempt attempt;
    private final ExecutableHttpRequest call;
    private @Nullable HttpExecuteResponse response;
    private @Nullable HeldResponse held;
    private @Nullable AbortableInputStream body; // published by onCancel

    private SyncExchange(Attempt attempt, ExecutableHttpRequest call) {
        this.attempt = attempt;
        this.call = call;
    }

    /**
     * Prepares the wrapped client's call, so that it can be cancelled before it is sent.
     *
     * @throws IOException if it is cancelled already
     */
    static SyncExchange prepare(Attempt attempt, HttpExecuteRequest original, @Nullable ContentStreamProvider body)
            throws IOException {
        HttpExecuteRequest.Builder request = HttpExecuteRequest.builder()
                .request(attempt.request())
                .contentStreamProvider(body == null ? null : new CallersBody(body, attempt))
                .metricCollector(original.metricCollector().orElse(null));
        SdkHttpClient client = ((SyncTransport) attempt.transport()).abortable();
        SyncExchange exchange = new SyncExchange(attempt, prepared(client, request.build(), attempt));
        attempt.reportNode(original.metricCollector());
        attempt.onCancel(exchange);
        if (attempt.isCancelled()) {
            throw new IOException("the request was aborted before it was sent to " + attempt.nodeName());
        }
        return exchange;
    }

    private static ExecutableHttpRequest prepared(SdkHttpClient client, HttpExecuteRequest request, Attempt attempt) {
        try {
            return client.prepareRequest(request);
        } catch (RuntimeException | Error e) {
            attempt.notBegun(e);
            throw e;
        }
    }

    /** Sends the request and takes the response. One that may be a refusal is held back. */
    void send() throws IOException {
        HttpExecuteResponse received = call.call();
        AbortableInputStream stream = received.responseBody().orElse(null);
        response = received;
        body = stream;
        if (attempt.mayBeRefused(received.httpResponse())) {
            attempt.onCancel(this); // again: a cancellation that came before did not know the body
            held = HeldResponse.read(received, stream != null ? stream : AbortableInputStream.createEmpty(), attempt);
        }
    }

    /** The response of a refused request, which goes to another node. */
    HttpExecuteResponse refusal() {
        return Objects.requireNonNull(held, "only a response that was held back is a refusal")
                .released();
    }

    /** The response for the caller; null if another attempt answers the call. */
    @Nullable
    HttpExecuteResponse response() {
        HttpExecuteResponse received = Objects.requireNonNull(response, "not sent");
        AbortableInputStream stream = held != null && body != null ? held.whole() : body;
        if (!attempt.responded(received.httpResponse())) {
            if (stream != null) {
                stream.abort();
            }
            return null;
        }
        if (stream == null) {
            attempt.finished();
            return received;
        }
        attempt.onCancel(this); // again: a cancellation that came before did not know the body
        return HttpExecuteResponse.builder()
                .response(attempt.delivered(received.httpResponse()))
                .responseBody(TrackedBody.track(DecodedBody.decode(stream, attempt), attempt))
                .build();
    }

    @Override
    public void run() {
        AbortableInputStream stream = body;
        if (stream != null) {
            stream.abort(); // CRT's calls ignore abort() after the headers
        }
        call.abort();
    }
}
