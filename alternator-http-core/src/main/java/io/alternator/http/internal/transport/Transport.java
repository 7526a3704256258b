package io.alternator.http.internal.transport;

import io.alternator.http.internal.sdk.HostHeader;
import io.alternator.http.internal.sdk.PoolUse;
import io.alternator.http.internal.sdk.ProxySettings;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpRequest;

/** One wrapped HTTP client as core sees it. Each shell has its own implementation, which also sends the application's requests. */
public interface Transport extends AutoCloseable {

    /**
     * Starts one exchange without a request body. Does not block the calling thread.
     *
     * @param maxBytes limit of the response body; a longer one fails the exchange
     * @param started runs when the exchange starts, which may have to wait for a thread
     * @return completes with the response or the failure; completing it from outside aborts the exchange
     */
    CompletableFuture<ControlReply> send(SdkHttpRequest request, int maxBytes, Runnable started);

    /** What the client does with the {@code Host} header that the SDK signed. */
    HostHeader hostHeader();

    /** The client's pool. */
    PoolUse pool();

    /**
     * True if the application's callbacks run on the threads that move this client's bytes: one that blocks holds up the answers to
     * control calls too, even if these have a client of their own.
     */
    boolean runsCallbacks();

    /** The client's proxy. */
    ProxySettings proxy();

    /** False if the client reports a truncated chunked response as complete. */
    boolean detectsTruncation();

    /** Closes the client. */
    @Override
    void close();
}
