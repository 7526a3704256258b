package io.alternator.http.sync;

import io.alternator.http.internal.control.ControlReply;
import io.alternator.http.internal.control.Transport;
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

/** A wrapped sync client; control calls block threads of the executor. */
record SyncTransport(SdkHttpClient client, Executor blocking) implements Transport {

    @Override
    public CompletableFuture<ControlReply> send(SdkHttpRequest request, int maxBytes, Runnable begun) {
        CompletableFuture<ControlReply> reply = new CompletableFuture<>();
        ExecutableHttpRequest call = client.prepareRequest(
                HttpExecuteRequest.builder().request(request).build());
        reply.whenComplete((done, failure) -> {
            if (failure != null) {
                call.abort(); // out of time, or closed
            }
        });
        try {
            blocking.execute(() -> {
                begun.run();
                run(call, maxBytes, reply);
            });
        } catch (RejectedExecutionException closed) {
            reply.completeExceptionally(closed);
        }
        return reply;
    }

    /** The JDK's HttpURLConnection sets Host by itself, unless a system property lets the application. */
    @Override
    public boolean keepsHostHeader() {
        return !client.clientName().equals("UrlConnection")
                || Boolean.getBoolean("sun.net.http.allowRestrictedHeaders");
    }

    @Override
    public void close() {
        client.close();
    }

    private static void run(ExecutableHttpRequest call, int maxBytes, CompletableFuture<ControlReply> reply) {
        if (reply.isDone()) {
            return;
        }
        try {
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
