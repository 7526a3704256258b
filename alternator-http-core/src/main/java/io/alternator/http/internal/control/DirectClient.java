package io.alternator.http.internal.control;

import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.sdk.ProxySettings;
import io.alternator.http.internal.transport.ControlReply;
import io.alternator.http.internal.transport.Transports;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;

/**
 * Asks a node over a connection of its own, with the JDK's HTTP client. Used where a control call would have to wait for a
 * connection of the wrapped client's pool, which the node itself or another service may have exhausted, or for its event loops, which
 * the application's callbacks may block.
 *
 * <p>The JVM's trust store need not have the cluster's certificate. Nothing is sent to a server whose certificate the JVM does not
 * trust.
 */
public final class DirectClient {
    private static final int PART_BYTES = 8192;
    private static final int BEGINNING_BYTES = 16;

    private final Executor blocking;
    private final ProxySettings proxy;

    /**
     * A client that blocks a thread of the executor while it runs.
     *
     * @param proxy that of the wrapped client, so that the same route is taken
     */
    public DirectClient(Executor blocking, ProxySettings proxy) {
        this.blocking = blocking;
        this.proxy = proxy;
    }

    /** A client if control calls may have to wait for a connection or a thread; else none. */
    public static Optional<DirectClient> ifNeeded(Transports transports, Executor blocking) {
        return transports.controlMayBeHeldUp()
                ? Optional.of(new DirectClient(blocking, transports.control().proxy()))
                : Optional.empty();
    }

    /**
     * Sends {@code GET /}. Over TLS, a completed or rejected handshake counts as alive.
     *
     * @param timeout for the whole exchange, from the moment a thread is free
     * @return the reply, of whose body only the beginning; empty if only the TLS handshake was answered
     */
    public CompletableFuture<Optional<ControlReply>> probe(Node node, Duration timeout) {
        CompletableFuture<Optional<ControlReply>> reply = new CompletableFuture<>();
        run(reply, () -> {
            HttpURLConnection connection =
                    open(ControlClient.request(node, "/", Map.of()).getUri(), node, timeout);
            try {
                return Optional.of(beginning(connection));
            } catch (SSLException e) {
                if (e.getCause() instanceof EOFException) {
                    throw e; // the connection was closed during the handshake
                }
                return Optional.empty();
            } finally {
                connection.disconnect();
            }
        });
        return reply;
    }

    /**
     * Sends {@code GET path}.
     *
     * @param query not encoded
     * @param timeout until the headers, from the moment a thread is free; as long again for each part of the body
     * @return the reply; completing it from outside ends the call with the next part of the body
     */
    CompletableFuture<ControlReply> get(Node node, String path, Map<String, String> query, Duration timeout) {
        CompletableFuture<ControlReply> reply = new CompletableFuture<>();
        run(reply, () -> {
            HttpURLConnection connection =
                    open(ControlClient.request(node, path, query).getUri(), node, timeout);
            try {
                int status = status(connection);
                return new ControlReply(
                        status, status == HttpURLConnection.HTTP_OK ? body(connection, reply) : new byte[0]);
            } finally {
                connection.disconnect();
            }
        });
        return reply;
    }

    private <R> void run(CompletableFuture<R> result, Callable<R> exchange) {
        try {
            blocking.execute(() -> {
                try {
                    result.complete(exchange.call());
                } catch (Exception | Error e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException closed) {
            result.completeExceptionally(closed);
        }
    }

    private HttpURLConnection open(URI uri, Node node, Duration timeout) throws IOException {
        int half = (int) Math.max(1, timeout.toMillis() / 2); // one to connect, one for the response
        HttpURLConnection connection =
                (HttpURLConnection) uri.toURL().openConnection(proxy.routeTo(node.connectHost()));
        connection.setConnectTimeout(half);
        connection.setReadTimeout(half);
        connection.setUseCaches(false);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Connection", "close");
        return connection;
    }

    /** So much of the body as tells a node from another server, which may send a long one, and slowly. */
    private static ControlReply beginning(HttpURLConnection connection) throws IOException {
        int status = status(connection);
        if (status != HttpURLConnection.HTTP_OK) {
            return new ControlReply(status, new byte[0]);
        }
        try (InputStream stream = connection.getInputStream()) {
            return new ControlReply(status, stream.readNBytes(BEGINNING_BYTES));
        }
    }

    private static int status(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_PROXY_AUTH) {
            throw new CancellationException("the proxy asks for credentials; nothing is known of the node");
        }
        return status;
    }

    private static byte[] body(HttpURLConnection connection, CompletableFuture<?> reply) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[PART_BYTES];
        try (InputStream stream = connection.getInputStream()) {
            for (int read = stream.read(part); read >= 0 && !reply.isDone(); read = stream.read(part)) {
                body.write(part, 0, read);
                if (body.size() > ControlClient.MAX_BODY_BYTES) {
                    throw new IOException(
                            "a control call's response is longer than " + ControlClient.MAX_BODY_BYTES + " bytes");
                }
            }
        }
        return body.toByteArray();
    }
}
