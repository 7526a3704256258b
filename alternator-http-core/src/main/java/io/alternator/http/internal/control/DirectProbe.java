package io.alternator.http.internal.control;

import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.transport.ProxySettings;
import java.io.EOFException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;

/**
 * Probes a node over a connection of its own, with the JDK's HTTP client. Used where the wrapped client's connection pool may
 * be exhausted by the node that is to be probed.
 *
 * <p>Over TLS, a completed or rejected handshake counts as alive, because the JVM's trust store need not have the cluster's
 * certificate. Nothing is sent to a server whose certificate the JVM does not trust.
 */
public final class DirectProbe {
    private final Executor blocking;
    private final ProxySettings proxy;

    /**
     * A probe that blocks a thread of the executor while it runs.
     *
     * @param proxy that of the wrapped client, so that the probe takes the same route as the requests
     */
    public DirectProbe(Executor blocking, ProxySettings proxy) {
        this.blocking = blocking;
        this.proxy = proxy;
    }

    /**
     * Sends {@code GET /}.
     *
     * @param timeout for the whole exchange, from the moment a thread is free
     * @return the status; 200 if only the TLS handshake was answered
     */
    public CompletableFuture<Integer> get(Node node, Duration timeout) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        try {
            blocking.execute(() -> {
                try {
                    status.complete(request(node, (int) Math.max(1, timeout.toMillis() / 2)));
                } catch (IOException | RuntimeException | Error e) {
                    status.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException closed) {
            status.completeExceptionally(closed);
        }
        return status;
    }

    private int request(Node node, int timeoutMillis) throws IOException {
        URI uri = URI.create(node.scheme() + "://" + node.target() + "/");
        HttpURLConnection connection =
                (HttpURLConnection) uri.toURL().openConnection(proxy.routeTo(node.connectHost()));
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setUseCaches(false);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Connection", "close");
        try {
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_PROXY_AUTH) {
                throw new CancellationException("the proxy asks for credentials; nothing is known of the node");
            }
            return status;
        } catch (SSLException e) {
            if (e.getCause() instanceof EOFException) {
                throw e; // the connection was closed during the handshake
            }
            return HttpURLConnection.HTTP_OK;
        } finally {
            connection.disconnect();
        }
    }
}
