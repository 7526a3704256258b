package io.alternator.http.sync;

import io.alternator.http.internal.call.Attempt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** One attempt over the wrapped client. Its {@link #run} cancels it, headers or body, on any thread. */
final class SyncExchange implements Runnable {
    private static final int REFUSAL_BYTES = 1024;

    private final Attempt attempt;
    private final ExecutableHttpRequest call;
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
                .contentStreamProvider(body)
                .metricCollector(original.metricCollector().orElse(null));
        SdkHttpClient client = ((SyncTransport) attempt.transport()).abortable();
        SyncExchange exchange = new SyncExchange(attempt, client.prepareRequest(request.build()));
        attempt.reportNode(original.metricCollector());
        attempt.onCancel(exchange);
        if (attempt.isCancelled()) {
            throw new IOException("the request was aborted before it was sent to " + attempt.nodeName());
        }
        return exchange;
    }

    /** Sends the request. Returns null if another attempt answers the call. */
    @Nullable
    HttpExecuteResponse execute() throws IOException {
        HttpExecuteResponse response = call.call();
        AbortableInputStream stream = response.responseBody().orElse(null);
        if (stream != null && attempt.mayBeRefused(response.httpResponse())) {
            stream = readRefusal(response.httpResponse(), stream);
        }
        if (!attempt.responded(response.httpResponse())) {
            if (stream != null) {
                stream.abort();
            }
            return null;
        }
        if (stream == null) {
            attempt.finished();
            return response;
        }
        body = stream;
        attempt.onCancel(this); // again: a cancellation that came before did not know the body
        return HttpExecuteResponse.builder()
                .response(response.httpResponse())
                .responseBody(TrackedBody.track(stream, attempt))
                .build();
    }

    /**
     * Reads the start of a body before the caller gets it.
     *
     * @return the whole body
     * @throws IOException if the node refused the request, and another may accept it
     */
    private AbortableInputStream readRefusal(SdkHttpResponse headers, AbortableInputStream stream) throws IOException {
        byte[] start = stream.readNBytes(REFUSAL_BYTES);
        IOException refusal = attempt.refusal(headers, start);
        if (refusal != null) {
            stream.close();
            throw refusal;
        }
        return AbortableInputStream.create(new SequenceInputStream(new ByteArrayInputStream(start), stream), stream);
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
