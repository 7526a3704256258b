package io.alternator.http.internal.control;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpRequest;

/** One wrapped HTTP client, as far as the core needs to know it. A shell adds how it sends the application's requests. */
public interface Transport extends AutoCloseable {

    /**
     * Starts one exchange without a request body, off the caller's thread.
     *
     * @param maxBytes a longer response body fails the exchange
     * @param begun run when the exchange begins, which may have to wait for a thread
     * @return ends with the response or its failure; completing it from outside aborts the exchange
     */
    CompletableFuture<ControlReply> send(SdkHttpRequest request, int maxBytes, Runnable begun);

    /** False for a client that cannot send the {@code Host} header that the SDK signed. */
    boolean keepsHostHeader();

    /** False for a client that passes off a chunked response cut short as complete. */
    boolean noticesTruncation();

    /** Closes the client. */
    @Override
    void close();
}
