package io.alternator.http.sync;

import io.alternator.http.internal.sdk.ClientInternals;
import io.alternator.http.internal.sdk.HostHeader;
import io.alternator.http.internal.sdk.PoolUse;
import io.alternator.http.internal.sdk.ProxySettings;
import io.alternator.http.internal.transport.CloseGate;
import io.alternator.http.internal.transport.ControlReply;
import io.alternator.http.internal.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * A wrapped sync client. Control calls block threads of the executor.
 *
 * @param client as the application built it
 * @param abortable the same client, with responses that can be aborted while they are read
 * @param hostHeader what the client does with the signed header
 * @param gate for control calls
 */
record SyncTransport(
        SdkHttpClient client, SdkHttpClient abortable, HostHeader hostHeader, Executor blocking, CloseGate gate)
        implements Transport {

    /** Wraps the application's client. */
    static SyncTransport over(SdkHttpClient client, Executor blocking) {
        boolean isUrlConnection =
                "UrlConnection".equals(client.clientName()); // a client of the application may have no name
        return new SyncTransport(
                client,
                isUrlConnection ? new AbortableUrlConnectionClient(client) : client,
                isUrlConnection ? HostHeader.ofUrlConnection() : HostHeader.of(client),
                blocking,
                new CloseGate());
    }

    @Override
    public CompletableFuture<ControlReply> send(SdkHttpRequest request, int maxBytes, Runnable started) {
        CompletableFuture<ControlReply> reply = new CompletableFuture<>();
        ExecutableHttpRequest call = gate.whileOpen(() -> abortable.prepareRequest(
                HttpExecuteRequest.builder().request(request).build()));
        reply.whenComplete((done, failure) -> {
            if (failure != null) {
                call.abort(); // timed out, or closed
            }
        });
        try {
            blocking.execute(() -> {
                started.run();
                run(call, maxBytes, reply);
            });
        } catch (RejectedExecutionException shutDown) {
            reply.completeExceptionally(shutDown);
        }
        return reply;
    }

    @Override
    public boolean detectsTruncation() {
        return true; // UrlConnection by way of its BreakableBody
    }

    @Override
    public PoolUse pool() {
        return ClientInternals.pool(client);
    }

    @Override
    public boolean runsCallbacks() {
        return false;
    }

    @Override
    public ProxySettings proxy() {
        return ClientInternals.of(client);
    }

    @Override
    public void close() {
        gate.close();
        abortable.close();
    }

    private void run(ExecutableHttpRequest call, int maxBytes, CompletableFuture<ControlReply> reply) {
        if (reply.isDone()) {
            return;
        }
        try {
            gate.requireOpen();
            HttpExecuteResponse response = call.call();
            reply.complete(new ControlReply(
                    response.httpResponse().statusCode(),
                    body(response.responseBody().orElseGet(AbortableInputStream::createEmpty), maxBytes)));
        } catch (IOException | RuntimeException | Error e) {
            reply.completeExceptionally(e);
        }
    }

    private static byte[] body(AbortableInputStream stream, int maxBytes) throws IOException {
        try (InputStream body = stream) {
            byte[] bytes = body.readNBytes(maxBytes);
            if (bytes.length == maxBytes && body.read() >= 0) {
                stream.abort();
                throw new IOException("a control call's response is longer than " + maxBytes + " bytes");
            }
            return bytes;
        }
    }
}
