package io.alternator.http.testkit;

import io.alternator.http.NodeAddress;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One node of the test cluster. Every change takes effect immediately, also for requests in flight. Thread-safe.
 *
 * <p>A test can:
 *
 * <ul>
 *   <li>stop and start the node
 *   <li>give it a fault, and heal it
 *   <li>isolate it from the other nodes
 *   <li>remove it from the node list and return it
 *   <li>make it answer {@code /localnodes} with any list or text
 * </ul>
 *
 * <pre>{@code
 * TestNode node = cluster.node(1);
 * node.slow(Duration.ofMillis(50));
 * …
 * node.heal();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class TestNode {
    private static final CannedReply ISOLATED = CannedReply.error(
            500, "InternalServerError", "Cannot achieve consistency level for cl LOCAL_QUORUM. Requires 2, alive 1");

    private static final CannedReply SHED =
            CannedReply.error(400, "RequestLimitExceeded", "too many in-flight requests");

    private final Member member;
    private final NodeLists lists;
    private final NodeServer server;

    TestNode(Member member, NodeLists lists, NodeServer server) {
        this.member = member;
        this.lists = lists;
        this.server = server;
    }

    /** The address in the node list. */
    public NodeAddress address() {
        return member.location().address();
    }

    /** The address it listens on. Differs from {@link #address()} only if the nodes share one address. */
    public NodeAddress connectAddress() {
        return member.location().connectAddress();
    }

    public String datacenter() {
        return member.location().datacenter();
    }

    public String rack() {
        return member.location().rack();
    }

    /**
     * Listens on its address, which never changes. No effect if the node is running.
     *
     * @throws UncheckedIOException if the address cannot be bound
     */
    public void start() {
        server.start();
    }

    /**
     * Simulates a crash: resets its connections and refuses new ones. The other nodes list it for the cluster's {@linkplain
     * AlternatorTestCluster#failureDetectionTime failure detection time}.
     */
    public void stop() {
        server.stop();
    }

    /** True between {@link #start()} and {@link #stop()}. */
    public boolean isRunning() {
        return server.isRunning();
    }

    /** Accepts connections and reads requests, but answers nothing, not even health probes. */
    public void hang() {
        setFault(new Fault.Hang());
    }

    /** Waits for this delay before it answers a POST. Health probes and the node list are answered at once. */
    public void slow(Duration delay) {
        setFault(new Fault.Slow(delay));
    }

    /** Answers a POST with all headers and half of the body at once, and sends the other half after this delay. */
    public void slowBody(Duration delay) {
        setFault(new Fault.SlowBody(delay));
    }

    /** Answers every POST with this status and an error in Alternator's format. */
    public void fail(int status) {
        setFault(new Fault.FixedReply(CannedReply.error(status, "InternalServerError", "injected by the test")));
    }

    /** Answers every POST as an overloaded Alternator does: HTTP 400, {@code RequestLimitExceeded}. */
    public void shed() {
        setFault(new Fault.FixedReply(SHED));
    }

    /**
     * Answers as {@link #shed()} and closes the connection after each answer, without announcing it, as ScyllaDB 2026.2 and
     * 2026.3 do because they have not read the request's body: the next request on the connection fails.
     */
    public void shedAndClose() {
        setFault(new Fault.FixedReply(SHED, true));
    }

    /** Answers every POST with this status and closes the connection after each answer, as {@link #shedAndClose()}. */
    public void failAndClose(int status) {
        setFault(new Fault.FixedReply(CannedReply.error(status, "InternalServerError", "injected by the test"), true));
    }

    /**
     * Sets the node's clock ahead by this offset, or back if it is negative. The {@code Date} of its responses shows it. If the
     * cluster verifies signatures, POSTs are refused that were signed 15 minutes before or after that time.
     */
    public void wrongClock(Duration offset) {
        setFault(new Fault.WrongClock(offset));
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

    /** Answers with compressed responses in which a letter is wrong, so that only gzip's checksum tells. Others are correct. */
    public void corruptGzip() {
        setFault(new Fault.CorruptGzip());
    }

    private void truncate(Fault.TruncationPoint point) {
        setFault(new Fault.Truncation(point));
    }

    private void setFault(Fault fault) {
        server.fault().set(fault);
    }

    /**
     * Cuts the node off from the others, but not from clients, until {@link #heal()}:
     *
     * <ul>
     *   <li>it lists only itself
     *   <li>it answers every POST with HTTP 500, as if a quorum of replicas did not respond
     *   <li>it still answers {@code GET /} with 200
     *   <li>the other nodes list it for the cluster's {@linkplain AlternatorTestCluster#failureDetectionTime failure
     *       detection time}
     * </ul>
     *
     * A fault that is set afterwards replaces the answers to POST.
     */
    public void isolate() {
        setFault(new Fault.FixedReply(ISOLATED));
        member.setIsolated(true);
    }

    /** Removes the current fault and ends an {@linkplain #isolate() isolation}. Does not start a stopped node. */
    public void heal() {
        member.setIsolated(false);
        setFault(Fault.NONE);
    }

    /** Adds the node to the view of every node. */
    public void list() {
        member.setListed(true);
    }

    /** Removes the node from the view of every node, its own included, as if it had left the cluster. */
    public void unlist() {
        member.setListed(false);
    }

    public boolean isListed() {
        return member.isListed();
    }

    /**
     * Answers {@code /localnodes} with these hosts, for any {@code dc} and {@code rack}. They need not be nodes, addresses or
     * even host names.
     */
    public void lists(String... hosts) {
        answerLocalNodes(NodeLists.list(List.of(hosts)));
    }

    /** The same with the addresses of these nodes, which may be those of another cluster. */
    public void lists(List<TestNode> nodes) {
        answerLocalNodes(
                NodeLists.list(nodes.stream().map(node -> node.address().host()).toList()));
    }

    /**
     * Answers requests for this data center with these hosts. They are the requests with this {@code dc} and no {@code rack},
     * and without {@code dc} if it is the node's own data center. Takes precedence over {@link #lists(String...)}.
     */
    public void listsDatacenter(String datacenter, String... hosts) {
        lists.setAnswer(ListQuery.datacenter(datacenter), NodeLists.list(List.of(hosts)));
    }

    /** The same for requests with this {@code rack} in this data center. */
    public void listsRack(String datacenter, String rack, String... hosts) {
        lists.setAnswer(ListQuery.rack(datacenter, rack), NodeLists.list(List.of(hosts)));
    }

    /** Answers {@code /localnodes} with status 200 and this text, which need not be JSON. */
    public void listBody(String body) {
        answerLocalNodes(CannedReply.ok(body));
    }

    /** Answers {@code /localnodes} with this status and text. */
    public void answerLocalNodes(CannedReply reply) {
        lists.setAnswer(reply);
    }

    /** Answers {@code /localnodes} from the node's own view of the cluster again, for every data center and rack. */
    public void listsOwnView() {
        lists.clear();
    }

    /** If true, answers for the node's own data center whatever {@code dc} and {@code rack} are, as before 2024-10. */
    public void ignoreDatacenterAndRack(boolean ignore) {
        lists.setIgnoresQuery(ignore);
    }

    /** POSTs read since the start or {@link #resetCounters()}, whether answered or not. */
    public long requests() {
        return server.dispatcher().requests();
    }

    /** Other requests read since then: {@code /localnodes} and health probes. */
    public long controlRequests() {
        return server.dispatcher().controlRequests();
    }

    /** Of these, the requests for {@code /localnodes}. */
    public long listRequests() {
        return server.dispatcher().listRequests();
    }

    /** Connections accepted since the start of the cluster. */
    public long acceptedConnections() {
        return server.sockets().accepted();
    }

    /** TLS handshakes with the node's certificate since the start of the cluster. Connections that resume a session have none. */
    public long fullHandshakes() {
        return server.fullHandshakes();
    }

    /** The {@code Host} headers of all requests, control requests too, since the start or {@link #resetCounters()}. */
    public Set<String> receivedHosts() {
        return server.dispatcher().hosts();
    }

    /** The names that clients sent in TLS handshakes (SNI), of all requests since the start or {@link #resetCounters()}. */
    public Set<String> receivedServerNames() {
        return server.dispatcher().serverNames();
    }

    /** Connections that are open now. One that the client closed counts until the node notices. */
    public int openConnections() {
        return server.sockets().open();
    }

    /** Bytes received over all connections, control requests included, since the start of the cluster. */
    public long bytesReceived() {
        return server.sockets().received();
    }

    /** Bytes sent over all connections, since the start of the cluster. */
    public long bytesSent() {
        return server.sockets().sent();
    }

    /** The last POST read since the start or {@link #resetCounters()}. */
    public Optional<ReceivedRequest> lastRequest() {
        return Optional.ofNullable(server.dispatcher().lastRequest());
    }

    /** Passes each POST to this observer before it is answered, on the connection's thread. Replaces an observer set before. */
    public void observe(Consumer<ReceivedRequest> observer) {
        server.dispatcher().setObserver(observer);
    }

    /** Resets the request counts and the last request. Connection counts are kept. */
    public void resetCounters() {
        server.dispatcher().resetCounters();
    }

    @Override
    public String toString() {
        return address().toString();
    }
}
