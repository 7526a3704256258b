package io.alternator.http.async;

import io.alternator.http.internal.sdk.ClientInternals;
import io.alternator.http.internal.sdk.HostHeader;
import io.alternator.http.internal.sdk.PoolUse;
import io.alternator.http.internal.sdk.ProxySettings;
import io.alternator.http.internal.transport.CloseGate;
import io.alternator.http.internal.transport.ControlReply;
import io.alternator.http.internal.transport.Transport;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * A wrapped async client.
 *
 * @param hostHeader what the client does with the signed header
 * @param gate for control calls, and for requests that a thread of this library sends
 */
record AsyncTransport(SdkAsyncHttpClient client, HostHeader hostHeader, CloseGate gate) implements Transport {

    AsyncTransport(SdkAsyncHttpClient client) {
        this(client, HostHeader.of(client), new CloseGate());
    }

    @Override
    public CompletableFuture<ControlReply> send(SdkHttpRequest request, int maxBytes, Runnable started) {
        started.run();
        CompletableFuture<ControlReply> reply = new CompletableFuture<>();
        AsyncExecuteRequest execution = AsyncExecuteRequest.builder()
                .request(request)
                .requestContentPublisher(new NoContent())
                .responseHandler(new ControlReplyHandler(reply, maxBytes))
                .build();
        CompletableFuture<Void> call = executeWhileOpen(execution);
        reply.whenComplete((done, failure) -> {
            if (failure != null) {
                call.completeExceptionally(failure); // timed out, too long, or closed
            }
        });
        call.whenComplete((done, failure) -> {
            if (failure != null) {
                reply.completeExceptionally(failure);
            }
        });
        return reply;
    }

    /**
     * Executes a request on a thread that the caller does not know of, and may close the client meanwhile.
     *
     * @throws IllegalStateException if the client is closed
     */
    CompletableFuture<Void> executeWhileOpen(AsyncExecuteRequest request) {
        return gate.whileOpen(() -> client.execute(request));
    }

    @Override
    public boolean detectsTruncation() {
        return false; // Netty's does not
    }

    @Override
    public PoolUse pool() {
        return ClientInternals.pool(client);
    }

    @Override
    public boolean runsCallbacks() {
        return true;
    }

    @Override
    public ProxySettings proxy() {
        return ClientInternals.of(client);
    }

    @Override
    public void close() {
        gate.close();
        client.close();
    }
}
