package io.alternator.http.sync;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** One call whose response's body can be broken off; until that is there, the wrapped call's own abort does. */
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
        AbortableUrlConnectionBody breakable = new AbortableUrlConnectionBody(
                whole, contentLength(response.httpResponse()), this::disconnect, readers);
        body = breakable;
        if (aborted) { // by somebody who knew of no body, and must not wait for its reader
            breakable.abort();
        }
        return HttpExecuteResponse.builder()
                .response(response.httpResponse())
                .responseBody(AbortableInputStream.create(breakable, breakable))
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

    /** Once: the JDK's own is not made for two at a time. */
    private void disconnect() {
        if (disconnected.compareAndSet(false, true)) {
            call.abort();
        }
    }

    /** As the response's headers have it; -1 if they do not. */
    private static long contentLength(SdkHttpResponse headers) {
        try {
            return headers.firstMatchingHeader("Content-Length")
                    .map(Long::parseLong)
                    .orElse(-1L);
        } catch (NumberFormatException notOurs) {
            return -1;
        }
    }
}
