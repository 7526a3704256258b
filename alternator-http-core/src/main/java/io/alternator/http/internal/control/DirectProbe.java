package io.alternator.http.internal.control;

import io.alternator.http.internal.node.Node;
import java.io.EOFException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;

/**
 * Asks a node for a sign of life over a connection of its own, by the JDK's client: for a wrapped client whose pool may be
 * exhausted by the very node in question. Over TLS the handshake is the sign, whatever comes of it: nothing is sent to a
 * server that the JVM does not trust, and nothing it says is believed.
 */
public final class DirectProbe {
    private final Executor blocking;

    /** Blocks threads of the executor. */
    public DirectProbe(Executor blocking) {
        this.blocking = blocking;
    }

    /**
     * Sends {@code GET /}.
     *
     * @param limit for all of it, once a thread is free
     * @return ends with the status, or with 200 if there was a handshake only
     */
    public CompletableFuture<Integer> get(Node node, Duration limit) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        try {
            blocking.execute(() -> {
                try {
                    status.complete(ask(node, (int) Math.max(1, limit.toMillis() / 2)));
                } catch (IOException | RuntimeException e) {
                    status.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException closed) {
            status.completeExceptionally(closed);
        }
        return status;
    }

    private static int ask(Node node, int limitMillis) throws IOException {
        URI uri = URI.create(node.scheme() + "://" + node.target() + "/");
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(limitMillis);
        connection.setReadTimeout(limitMillis);
        connection.setUseCaches(false);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Connection", "close");
        try {
            return connection.getResponseCode();
        } catch (SSLException e) {
            if (e.getCause() instanceof EOFException) {
                throw e; // it hung up without a word
            }
            return HttpURLConnection.HTTP_OK;
        } finally {
            connection.disconnect();
        }
    }
}
