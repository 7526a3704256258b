package io.alternator.http.testkit;

import io.alternator.http.NodeAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;

/**
 * One node of the test cluster. It can be stopped and started, given a fault and healed, and removed from and returned to the
 * node list. Every change takes effect immediately, also for requests in flight. Thread-safe.
 */
public final class TestNode {
    private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

    static {
        SERVER_LOG.setLevel(Level.OFF); // otherwise one line per request and per reset connection
    }

    private final NodeAddress address;
    private final NodeAddress connectAddress;
    private final String datacenter;
    private final String rack;
    private final @Nullable SSLSocketFactory tls;
    private final CurrentFault fault;
    private final NodeDispatcher dispatcher;
    private final TrackedSockets sockets;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable MockWebServer server;
    private volatile boolean listed = true;

    TestNode(
            Location location,
            @Nullable SSLSocketFactory tls,
            CurrentFault fault,
            TrackedSockets sockets,
            NodeDispatcher dispatcher) {
        this.address = location.address();
        this.connectAddress = location.connectAddress();
        this.datacenter = location.datacenter();
        this.rack = location.rack();
        this.tls = tls;
        this.fault = fault;
        this.sockets = sockets;
        this.dispatcher = dispatcher;
    }

    /** A node's addresses, data center and rack. */
    record Location(NodeAddress address, NodeAddress connectAddress, String datacenter, String rack) {}

    /** The address in the node list. */
    public NodeAddress address() {
        return address;
    }

    /** The address it listens on. Differs from {@link #address()} only if the nodes share one address. */
    public NodeAddress connectAddress() {
        return connectAddress;
    }

    public String datacenter() {
        return datacenter;
    }

    public String rack() {
        return rack;
    }

    /**
     * Listens on its address, which never changes. No effect if the node is running.
     *
     * @throws UncheckedIOException if the address cannot be bound
     */
    public void start() {
        lock.lock();
        try {
            if (server != null) {
                return;
            }
            MockWebServer newServer = new MockWebServer();
            newServer.setServerSocketFactory(sockets);
            newServer.setDispatcher(dispatcher);
            if (tls != null) {
                newServer.useHttps(tls);
            }
            dispatcher.setServer(newServer);
            newServer.start(InetAddress.getByName(connectAddress.host()), connectAddress.port());
            server = newServer;
        } catch (IOException e) {
            throw new UncheckedIOException("node " + connectAddress + " cannot listen", e);
        } finally {
            lock.unlock();
        }
    }

    /** Simulates a crash: resets its connections and refuses new ones. It stays listed, as a crashed node does for a while. */
    public void stop() {
        lock.lock();
        try {
            MockWebServer stopping = server;
            if (stopping == null) {
                return;
            }
            server = null;
            sockets.resetAll();
            Fault previous = fault.get();
            fault.set(Fault.NONE); // releases hanging requests, which close() would wait for
            stopping.close();
            sockets.resetAll();
            fault.set(previous);
        } finally {
            lock.unlock();
        }
    }

    /** True between {@link #start()} and {@link #stop()}. */
    public boolean isRunning() {
        lock.lock();
        try {
            return server != null;
        } finally {
            lock.unlock();
        }
    }

    /** Accepts connections and reads requests, but answers nothing, not even health probes. */
    public void hang() {
        fault.set(new Fault.Hang());
    }

    /** Waits for this delay before it answers a POST. Health probes and the node list are answered at once. */
    public void slow(Duration delay) {
        fault.set(new Fault.Slow(delay));
    }

    /** Answers every POST with this status and an error in Alternator's format. */
    public void fail(int status) {
        fault.set(new Fault.FixedReply(CannedReply.error(status, "InternalServerError", "injected by the test")));
    }

    /** Answers every POST as an overloaded Alternator does: HTTP 400, {@code RequestLimitExceeded}. */
    public void shed() {
        fault.set(new Fault.FixedReply(CannedReply.error(400, "RequestLimitExceeded", "too many in-flight requests")));
    }

    /** Reads POSTs and closes the connection with FIN, without sending a byte. */
    public void closeBeforeHeaders() {
        truncate(Fault.TruncationPoint.CLOSE_BEFORE_HEADERS);
    }

    /** Answers POSTs with all headers and half of the body, then closes the connection with FIN. */
    public void closeMidBody() {
        truncate(Fault.TruncationPoint.CLOSE_MID_BODY);
    }

    /** Answers POSTs with {@code Transfer-Encoding: chunked}, then closes the connection in the middle of a chunk. */
    public void truncateChunk() {
        truncate(Fault.TruncationPoint.CLOSE_MID_CHUNK);
    }

    /** Answers POSTs with all headers and half of the body, then resets the connection. */
    public void resetMidBody() {
        truncate(Fault.TruncationPoint.RESET_MID_BODY);
    }

    /** Answers POSTs with all headers and half of the body, then stalls until the node is healed. */
    public void hangMidBody() {
        truncate(Fault.TruncationPoint.HANG_MID_BODY);
    }

    private void truncate(Fault.TruncationPoint point) {
        fault.set(new Fault.Truncation(point));
    }

    /** Removes the current fault. */
    public void heal() {
        fault.set(Fault.NONE);
    }

    /** Adds the node to the answers to {@code /localnodes}. */
    public void list() {
        listed = true;
    }

    /** Removes the node from every node's answers to {@code /localnodes}. */
    public void unlist() {
        listed = false;
    }

    public boolean isListed() {
        return listed;
    }

    /** POSTs read since the start or {@link #resetCounters()}, whether answered or not. */
    public long requests() {
        return dispatcher.requests();
    }

    /** Other requests read since then: {@code /localnodes} and health probes. */
    public long controlRequests() {
        return dispatcher.controlRequests();
    }

    /** Connections accepted since the start of the cluster. */
    public long acceptedConnections() {
        return sockets.accepted();
    }

    /** Connections that are open now. One that the client closed counts until the node notices. */
    public int openConnections() {
        return sockets.open();
    }

    /** The last POST read since the start or {@link #resetCounters()}. */
    public Optional<ReceivedRequest> lastRequest() {
        return Optional.ofNullable(dispatcher.lastRequest());
    }

    /** Resets the request counts and the last request. Connection counts are kept. */
    public void resetCounters() {
        dispatcher.resetCounters();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
