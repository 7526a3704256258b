package io.alternator.http.internal.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The client for control calls to all nodes. After 32 nodes have left it is renewed, as the client of the requests is and for the same
 * reason; see {@link SharedClients}. Thread-safe.
 */
final class ControlClients {
    private static final int NODES_PER_CLIENT = 32;

    private final SharedClients clients;
    private final Executor closing;
    private final AtomicInteger left = new AtomicInteger(); // nodes, since the last renewal

    /**
     * Begins with {@code first}.
     *
     * @param factory makes later ones
     * @param closing builds and closes clients, which may block
     */
    ControlClients(Transport first, Supplier<? extends Transport> factory, Executor closing) {
        this.clients = new SharedClients(first, factory);
        this.closing = closing;
    }

    /** A node has left, whose address may not come back. */
    void nodeLeft() {
        left.getAndIncrement();
    }

    /** Sends a request; see {@link Transport#send}. */
    CompletableFuture<ControlReply> send(SdkHttpRequest request, int maxBytes, Runnable started) {
        if (left.get() >= NODES_PER_CLIENT && left.getAndSet(0) >= NODES_PER_CLIENT) {
            renew();
        }
        Transport client = clients.open();
        CompletableFuture<ControlReply> reply;
        try {
            reply = client.send(request, maxBytes, started);
        } catch (RuntimeException | Error e) {
            clients.giveBack(client, closing);
            throw e;
        }
        reply.whenComplete((done, failure) -> clients.giveBack(client, closing));
        return reply;
    }

    private void renew() {
        try {
            closing.execute(clients::renew);
        } catch (RejectedExecutionException closed) {
            // no further calls
        }
    }

    /** Closes the clients, whose calls fail. Does not wait for it. */
    void close() {
        clients.close(closing);
    }
}
