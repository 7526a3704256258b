package io.alternator.http.internal.transport;

import io.alternator.http.NodeAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Control calls where each client reaches one node only: every node is asked over a client of its own. The clients of the 32 nodes
 * that were asked last are kept. Thread-safe.
 */
final class ControlPerNode {
    private static final int MAX_CLIENTS =
            32; // more nodes than discovery asks in a minute, after which connections are idle

    private final Function<NodeAddress, Transport> factory;
    private final Executor blocking;
    private final Executor closing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<NodeAddress, Client> clients = new LinkedHashMap<>(16, 0.75f, true); // the latest used one last
    private boolean closed; // guarded by lock, as are the clients

    /**
     * Builds clients when they are needed.
     *
     * @param blocking builds clients
     * @param closing closes them
     */
    ControlPerNode(Function<NodeAddress, Transport> factory, Executor blocking, Executor closing) {
        this.factory = factory;
        this.blocking = blocking;
        this.closing = closing;
    }

    private static final class Client {
        private final Transport transport;
        private int calls;

        private Client(Transport transport) {
            this.transport = transport;
        }
    }

    /** Sends a request to a node; see {@link Transport#send}. Its client is built on another thread, if there is none. */
    CompletableFuture<ControlReply> send(NodeAddress target, SdkHttpRequest request, int maxBytes, Runnable started) {
        CompletableFuture<ControlReply> reply = new CompletableFuture<>();
        Client open = acquire(target, null);
        if (open != null) {
            start(open, request, maxBytes, started, reply);
        } else {
            blocking.execute(() -> {
                try {
                    start(build(target), request, maxBytes, started, reply);
                } catch (RuntimeException | Error e) {
                    reply.completeExceptionally(e);
                }
            });
        }
        return reply;
    }

    private void start(
            Client client,
            SdkHttpRequest request,
            int maxBytes,
            Runnable started,
            CompletableFuture<ControlReply> reply) {
        CompletableFuture<ControlReply> call;
        try {
            call = client.transport.send(request, maxBytes, started);
        } catch (RuntimeException | Error e) {
            release(client);
            throw e;
        }
        reply.whenComplete((done, failure) -> {
            if (failure != null) {
                call.completeExceptionally(failure); // aborts it, if it is under way
            }
        });
        call.whenComplete((done, failure) -> {
            release(client);
            if (failure == null) {
                reply.complete(done);
            } else {
                reply.completeExceptionally(failure);
            }
        });
    }

    @SuppressWarnings("ReferenceEquality") // one and the same client
    private Client build(NodeAddress target) {
        Transport built = factory.apply(target);
        Client open = acquire(target, built);
        if (open == null) {
            built.close();
            throw new IllegalStateException("the client is closed"); // see Failures
        }
        if (open.transport != built) { // another thread was faster
            built.close();
        }
        return open;
    }

    /** The node's client, for one call; {@code built} if it has none. Null if there is neither, or this is closed. */
    private @Nullable Client acquire(NodeAddress target, @Nullable Transport built) {
        lock.lock();
        try {
            Client client = clients.get(target);
            if (client == null && built != null && !closed) {
                client = new Client(built);
                clients.put(target, client);
            }
            if (client != null) {
                client.calls++;
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    private void release(Client client) {
        List<Transport> surplus = new ArrayList<>();
        lock.lock();
        try {
            client.calls--;
            Iterator<Client> eldest = clients.values().iterator();
            while (clients.size() > MAX_CLIENTS && eldest.hasNext()) {
                Client next = eldest.next();
                if (next.calls == 0) {
                    eldest.remove();
                    surplus.add(next.transport);
                }
            }
        } finally {
            lock.unlock();
        }
        surplus.forEach(transport -> closing.execute(transport::close));
    }

    /** Closes all clients, whose calls fail, and builds no other. Does not wait for it. */
    void close() {
        List<Client> open;
        lock.lock();
        try {
            closed = true;
            open = List.copyOf(clients.values());
            clients.clear();
        } finally {
            lock.unlock();
        }
        open.forEach(client -> closing.execute(client.transport::close));
    }
}
