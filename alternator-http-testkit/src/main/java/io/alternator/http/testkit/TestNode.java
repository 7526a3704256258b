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
 * One node of the test cluster: it can be stopped and started, fall ill and heal, leave the list and come back. Whatever is
 * done takes effect at once, for requests under way too. Thread-safe.
 */
public final class TestNode {
    private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

    static {
        SERVER_LOG.setLevel(Level.OFF); // a line per request and per reset connection
    }

    private final NodeAddress address;
    private final NodeAddress connectAddress;
    private final String datacenter;
    private final String rack;
    private final @Nullable SSLSocketFactory tls;
    private final FaultSwitch fault;
    private final NodeDispatcher dispatcher;
    private final TrackedSockets sockets;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable MockWebServer server;
    private volatile boolean listed = true;

    TestNode(
            Place place,
            @Nullable SSLSocketFactory tls,
            FaultSwitch fault,
            TrackedSockets sockets,
            NodeDispatcher dispatcher) {
        this.address = place.address();
        this.connectAddress = place.connectAddress();
        this.datacenter = place.datacenter();
        this.rack = place.rack();
        this.tls = tls;
        this.fault = fault;
        this.sockets = sockets;
        this.dispatcher = dispatcher;
    }

    /** Where a node is. */
    record Place(NodeAddress address, NodeAddress connectAddress, String datacenter, String rack) {}

    /** As the cluster lists it. */
    public NodeAddress address() {
        return address;
    }

    /** Where it listens; another than {@link #address()} only if the cluster shares one address. */
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
     * Listens, on the same address as ever; without effect if it does already.
     *
     * @throws UncheckedIOException if the address is taken
     */
    public void start() {
        lock.lock();
        try {
            if (server != null) {
                return;
            }
            MockWebServer starting = new MockWebServer();
            starting.setServerSocketFactory(sockets);
            starting.setDispatcher(dispatcher);
            if (tls != null) {
                starting.useHttps(tls);
            }
            dispatcher.servedBy(starting);
            starting.start(InetAddress.getByName(connectAddress.host()), connectAddress.port());
            server = starting;
        } catch (IOException e) {
            throw new UncheckedIOException("node " + connectAddress + " cannot listen", e);
        } finally {
            lock.unlock();
        }
    }

    /** Dies: connections are reset, new ones refused. It stays in the list, as a crashed node does for a while. */
    public void stop() {
        lock.lock();
        try {
            MockWebServer stopping = server;
            if (stopping == null) {
                return;
            }
            server = null;
            sockets.resetAll();
            Fault before = fault.get();
            fault.set(Fault.NONE); // lets go of requests that hang, else the server waits for them
            stopping.close();
            sockets.resetAll();
            fault.set(before);
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

    /** Accepts and reads, and says nothing any more, to probes either. */
    public void hang() {
        fault.set(new Fault.Hang());
    }

    /** Thinks so long before it answers a POST; probes are answered at once. */
    public void slow(Duration delay) {
        fault.set(new Fault.Slow(delay));
    }

    /** Answers every POST with this status and an error as Alternator words it. */
    public void fail(int status) {
        fault.set(new Fault.Answer(CannedReply.error(status, "InternalServerError", "injected by the test")));
    }

    /** Answers every POST as an overloaded Alternator does: HTTP 400, {@code RequestLimitExceeded}. */
    public void shed() {
        fault.set(new Fault.Answer(CannedReply.error(400, "RequestLimitExceeded", "too many in-flight requests")));
    }

    /** Reads POSTs and closes the connection in an orderly way, without a byte. */
    public void closeBeforeHeaders() {
        breakOff(Fault.Break.CLOSE_BEFORE_HEADERS);
    }

    /** Answers POSTs with all headers and half of the body, and closes the connection. */
    public void closeMidBody() {
        breakOff(Fault.Break.CLOSE_MID_BODY);
    }

    /** Answers POSTs with {@code Transfer-Encoding: chunked}, and closes the connection in the midst of a chunk. */
    public void truncateChunk() {
        breakOff(Fault.Break.CLOSE_MID_CHUNK);
    }

    /** Answers POSTs with all headers and half of the body, and resets the connection. */
    public void resetMidBody() {
        breakOff(Fault.Break.RESET_MID_BODY);
    }

    /** Answers POSTs with all headers and half of the body, and says nothing more on that connection until it heals. */
    public void hangMidBody() {
        breakOff(Fault.Break.HANG_MID_BODY);
    }

    private void breakOff(Fault.Break where) {
        fault.set(new Fault.BreakOff(where));
    }

    /** Ends any fault. */
    public void heal() {
        fault.set(Fault.NONE);
    }

    /** Appears in the answers to {@code /localnodes}. */
    public void list() {
        listed = true;
    }

    /** Disappears from the answers to {@code /localnodes}, of all nodes. */
    public void unlist() {
        listed = false;
    }

    public boolean isListed() {
        return listed;
    }

    /** POSTs read since the start or {@link #resetCounters()}, however they were answered. */
    public long requests() {
        return dispatcher.requests();
    }

    /** Other requests read: {@code /localnodes} and probes. */
    public long controlRequests() {
        return dispatcher.controlRequests();
    }

    /** Connections accepted since the start of the cluster. */
    public long acceptedConnections() {
        return sockets.accepted();
    }

    /** Connections that are open now, as far as the node has noticed. */
    public int openConnections() {
        return sockets.open();
    }

    /** The last POST that was read. */
    public Optional<ReceivedRequest> lastRequest() {
        return Optional.ofNullable(dispatcher.last());
    }

    /** Counts requests from 0 again. */
    public void resetCounters() {
        dispatcher.resetCounters();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
