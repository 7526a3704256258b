package io.alternator.http.testkit;

import io.alternator.http.NodeAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.MockWebServer;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** One node's HTTP server. It can be stopped and started again on the same address. Thread-safe. */
final class NodeServer {
    private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

    static {
        SERVER_LOG.setLevel(Level.OFF); // otherwise one line per request and per reset connection
    }

    private final Member member;
    private final @Nullable NodeTls tls;
    private final CurrentFault fault = new CurrentFault();
    private final TrackedSockets sockets = new TrackedSockets();
    private final NodeDispatcher dispatcher;
    private final Runnable cancelReplies;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable MockWebServer server;

    NodeServer(
            Member member,
            @Nullable NodeTls tls,
            Function<HttpUrl, CannedReply> localNodes,
            NodeDispatcher.Backend backend,
            Runnable cancelReplies,
            InstantSource clock) {
        this.member = member;
        this.tls = tls;
        this.cancelReplies = cancelReplies;
        this.dispatcher = new NodeDispatcher(fault, sockets, localNodes, backend, clock);
    }

    CurrentFault fault() {
        return fault;
    }

    TrackedSockets sockets() {
        return sockets;
    }

    long fullHandshakes() {
        return tls == null ? 0 : tls.fullHandshakes().sum();
    }

    NodeDispatcher dispatcher() {
        return dispatcher;
    }

    boolean isRunning() {
        lock.lock();
        try {
            return server != null;
        } finally {
            lock.unlock();
        }
    }

    void start() {
        lock.lock();
        try {
            if (server == null) {
                server = newServer();
                member.setStopped(false);
            }
        } finally {
            lock.unlock();
        }
    }

    private MockWebServer newServer() {
        NodeAddress address = member.location().connectAddress();
        MockWebServer newServer = new MockWebServer();
        newServer.setServerSocketFactory(sockets);
        newServer.setDispatcher(dispatcher);
        if (tls != null) {
            newServer.useHttps(tls.sockets());
            if (tls.clientCertificates()) {
                newServer.requireClientAuth();
            }
        }
        dispatcher.setServer(newServer);
        try {
            newServer.start(InetAddress.getByName(address.host()), address.port());
        } catch (IOException e) {
            throw new UncheckedIOException("node " + address + " cannot listen", e);
        }
        return newServer;
    }

    void stop() {
        lock.lock();
        try {
            MockWebServer stopping = server;
            if (stopping == null) {
                return;
            }
            server = null;
            member.setStopped(true);
            sockets.resetAll();
            Fault previous = fault.get();
            fault.set(Fault.NONE); // releases hanging requests, which close() would wait for
            cancelReplies.run(); // likewise
            stopping.close();
            sockets.resetAll();
            fault.set(previous);
        } finally {
            lock.unlock();
        }
    }
}
