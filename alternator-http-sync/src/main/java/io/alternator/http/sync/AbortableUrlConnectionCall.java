package io.alternator.http.sync;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** A call whose response's body can be aborted while it is read. Before the headers, the wrapped call's own abort is used. */
final class AbortableUrlConnectionCall implements ExecutableHttpRequest {
    private final ExecutableHttpRequest call;
    private final Executor readers;
    private final AtomicBoolean disconnected = new AtomicBoolean();
    private volatile boolean aborted;
    private volatile @Nullable AbortableUrlConnectionBody body;

    AbortableUrlConnectionCall(ExecutableHttpRequest call, Executor readers) {
        this.call = call;
        this.readers = readers;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        HttpExecuteResponse response = call.call();
        AbortableInputStream whole = response.responseBody().orElse(null);
        if (whole == null) {
            return response;
        }
        AbortableUrlConnectionBody abortable = new AbortableUrlConnectionBody(
                whole, contentLength(response.httpResponse()), this::disconnect, readers);
        body = abortable;
        if (aborted) { // by a thread that did not see the body
            abortable.abort();
        }
        return HttpExecuteResponse.builder()
                .response(response.httpResponse())
                .responseBody(AbortableInputStream.create(abortable, abortable))
                .build();
    }

    @Override
    public void abort() {
        aborted = true;
        AbortableUrlConnectionBody open = body;
        if (open == null) {
            disconnect();
        } else {
            open.abort();
        }
    }

    /** At most once: the JDK's disconnect is not thread-safe. */
    private void disconnect() {
        if (disconnected.compareAndSet(false, true)) {
            call.abort();
        }
    }

    /** The Content-Length; -1 if there is none. */
    private static long contentLength(SdkHttpResponse headers) {
        try {
            return headers.firstMatchingHeader("Content-Length")
                    .map(Long::parseLong)
                    .orElse(-1L);
        } catch (NumberFormatException invalid) {
            return -1;
        }
    }
}
