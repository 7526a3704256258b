package io.alternator.http.testkit;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** An in-memory DynamoDB Local that serves all nodes of one cluster. Needs the optional dependency DynamoDBLocal. */
final class DynamoDbLocal implements AutoCloseable {
    /** Sent with unsigned requests: DynamoDB Local requires a signature but does not verify it. */
    private static final String ANY_SIGNATURE = "AWS4-HMAC-SHA256 Credential=anonymous/20260101/us-east-1/dynamodb/"
            + "aws4_request, SignedHeaders=host, Signature=00";

    private final DynamoDBProxyServer server;

    /** Holds every thread that the server starts: some survive its stop() and would keep the JVM alive. */
    private final ThreadGroup threads;

    private final URI uri;

    private DynamoDbLocal(DynamoDBProxyServer server, ThreadGroup threads, URI uri) {
        this.server = server;
        this.threads = threads;
        this.uri = uri;
    }

    static DynamoDbLocal start() {
        NativeLibraries.provide();
        ThreadGroup threads = new ThreadGroup("dynamodb-local");
        FutureTask<DynamoDbLocal> startTask = new FutureTask<>(() -> start(threads));
        new Thread(threads, startTask, "dynamodb-local-starter").start();
        try {
            return startTask.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("dynamoDbLocal: interrupted while starting", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    e.getCause() instanceof NoClassDefFoundError
                            ? "dynamoDbLocal: not on the class path; add com.amazonaws:DynamoDBLocal:2.6.1 in test scope"
                            : "dynamoDbLocal: failed to start",
                    e.getCause());
        }
    }

    private static DynamoDbLocal start(ThreadGroup threads) throws Exception {
        int port = freePort();
        DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
                new String[] {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", Integer.toString(port)});
        server.start();
        return new DynamoDbLocal(server, threads, URI.create("http://127.0.0.1:" + port + "/"));
    }

    /** Forwards the request and returns the reply. An I/O error becomes HTTP 500. */
    CannedReply forward(ReceivedRequest request) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/x-amz-json-1.0");
            connection.setRequestProperty("X-Amz-Target", request.header("x-amz-target"));
            String signature = request.header("authorization");
            connection.setRequestProperty("Authorization", signature.isEmpty() ? ANY_SIGNATURE : signature);
            try (OutputStream body = connection.getOutputStream()) {
                body.write(request.body().getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new CannedReply(
                        status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return CannedReply.error(500, "InternalServerError", "DynamoDB Local did not answer");
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
            threads.interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("dynamoDbLocal: failed to stop", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
