package io.alternator.http.contract;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.CannedReply;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * A client and two nodes, a bad and a good one. Requests go to the bad node as long as it is up. The good node is the seed, so
 * only the client's requests, not discovery, meet the bad one.
 */
final class FailureFixture implements Closeable {
    private static final NodeAddress LISTED = new NodeAddress("127.1.1.1", 8000);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final int MAX_BACKLOG = 16;

    private final Function<CancellableClient.Setup, CancellableClient> clientFactory;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Timer> timers =
            new CopyOnWriteArrayList<>(); // kept here, as closing the client removes them from the registry
    private final Deque<Closeable> open = new ArrayDeque<>();
    private CancellableClient.Limits limits = CancellableClient.Limits.DEFAULT;
    private Map<String, Long> outcomesBefore = Map.of();
    private int postsBefore;
    private NodeAddress bad = LISTED;
    private @Nullable RawServer server;
    private @Nullable AlternatorTestCluster cluster;
    private @Nullable CancellableClient client;
    private @Nullable Throwable failure;

    FailureFixture(Function<CancellableClient.Setup, CancellableClient> clientFactory) {
        this.clientFactory = clientFactory;
        registry.config().onMeterAdded(this::added);
    }

    private void added(Meter meter) {
        if (meter instanceof Timer timer && meter.getId().getName().equals("alternator.client.requests")) {
            timers.add(timer);
        }
    }

    // Set-up: the client's limits first, then the bad node.

    FailureFixture limits(CancellableClient.Limits limits) {
        this.limits = limits;
        return this;
    }

    /** Adds a bad node that is a {@link RawServer} with this script. */
    FailureFixture node(RawServer.Script script) throws IOException {
        return node(
                AlternatorTestCluster.builder().nodes(1).start(),
                newServer(script).address());
    }

    /** Adds a bad node whose connections go to this address, where nothing need listen. */
    FailureFixture nodeAt(NodeAddress target) {
        return node(AlternatorTestCluster.builder().nodes(1).start(), target);
    }

    /** Adds a bad node without TLS, while the good one uses it. */
    FailureFixture plaintextNode() throws IOException {
        return node(
                AlternatorTestCluster.builder().nodes(1).https().start(),
                newServer(post -> post.answer(200, "{}")).address());
    }

    /** Adds a bad node whose TLS certificate the client does not trust. */
    FailureFixture untrustedNode() {
        AlternatorTestCluster nodes =
                AlternatorTestCluster.builder().nodes(2).https().start();
        bad = nodes.node(1).address();
        return node(nodes, nodes.node(1).connectAddress());
    }

    private FailureFixture node(AlternatorTestCluster nodes, NodeAddress target) {
        open.push(nodes::close);
        cluster = nodes;
        nodes.answerLocalNodes(CannedReply.ok(
                "[\"%s\",\"%s\"]".formatted(bad.host(), nodes.node(0).address().host())));
        bad = new NodeAddress(bad.host(), nodes.port());
        AlternatorConfig config = nodes.config()
                .addressTranslator(listed ->
                        listed.equals(bad) ? target : nodes.addressTranslator().apply(listed))
                .policy(random -> candidates -> {
                    for (int i = 0; i < candidates.size(); i++) {
                        if (candidates.get(i).address().equals(bad)) {
                            return i;
                        }
                    }
                    return 0;
                })
                .meterRegistry(registry)
                .maxInFlightPerNode(
                        Integer.MAX_VALUE) // else a request goes to the good node instead of waiting for a connection
                .consecutiveFailures(1)
                .ejectionTime(NEVER)
                .maxEjectionTime(NEVER)
                .discoveryInterval(NEVER)
                .discoveryIdleInterval(NEVER)
                .build();
        CancellableClient opened = clientFactory.apply(new CancellableClient.Setup(config, limits, target));
        open.push(opened::close);
        client = opened;
        Await.until("both nodes are up", () -> opened.nodes().size() == 2 && opened.count(NodeState.UP) == 2);
        return this;
    }

    private RawServer newServer(RawServer.Script script) throws IOException {
        RawServer started = new RawServer(script);
        open.push(started);
        server = started;
        return started;
    }

    /** A port that refuses connections: bound, so that no other process gets it, but not listening. */
    NodeAddress closedPort() throws IOException {
        Socket bound = new Socket();
        open.push(bound);
        bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new NodeAddress("127.0.0.1", bound.getLocalPort());
    }

    /** A listening port whose backlog is full of connections that are never accepted. Another SYN gets no response. */
    NodeAddress fullBacklog() throws IOException {
        ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.push(listening);
        for (int i = 0; i < MAX_BACKLOG; i++) {
            SocketChannel waiting = SocketChannel.open();
            open.push(waiting);
            waiting.configureBlocking(false);
            waiting.connect(listening.getLocalSocketAddress());
            long start = System.nanoTime();
            while (!waiting.finishConnect()) {
                if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(200)) {
                    return new NodeAddress("127.0.0.1", listening.getLocalPort());
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
        throw new AssertionError("the backlog does not fill up");
    }

    // Requests.

    /** Reads an item and keeps the {@link #failure()}, if any. */
    void call() {
        call(defaults -> {});
    }

    void call(Consumer<AwsRequestOverrideConfiguration.Builder> override) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName("dogs")
                .key(Map.of("id", AttributeValue.fromS("rex")))
                .overrideConfiguration(override)
                .build();
        failure = catchThrowable(() -> client().get(request));
    }

    /** Calls on a new thread, which is interrupted once the bad node has the request. */
    void callAndInterrupt() throws InterruptedException {
        Thread calling = new Thread(this::call, "to be interrupted");
        calling.start();
        awaitPosts(1);
        calling.interrupt();
        calling.join();
    }

    /** Begins a call and waits until the bad node has its request. */
    CancellableClient.PendingCall begin() {
        CancellableClient.PendingCall call = client().begin();
        open.push(call.cancel()::run);
        awaitPosts(1);
        return call;
    }

    /** Sends a body of the caller's own, waits for the end of the call and keeps its {@link #failure()}. */
    void send(ContentStreamProvider body, long length) {
        CancellableClient.PendingCall call = client().begin(body, length);
        open.push(call.cancel()::run);
        awaitEnd(call);
    }

    /** Waits for the end of a call and keeps its {@link #failure()}. */
    void awaitEnd(CancellableClient.PendingCall call) {
        CompletableFuture<?> ended = call.ended();
        Await.until("the call ends", ended::isDone);
        failure = catchThrowable(ended::join);
    }

    void awaitPosts(int posts) {
        Await.until("the bad node has " + posts + " requests", () -> server().posts() >= posts);
    }

    /** Waits until the client has read the response's headers. */
    void awaitHeadersRead() {
        Await.until("the client has the headers", () -> status().latency().toNanos() > 0);
    }

    /** Excludes the requests so far, which only prepared the scenario, from the counts. */
    void resetCounts() {
        outcomesBefore = outcomes();
        postsBefore = posts();
    }

    // Results.

    CancellableClient client() {
        return Objects.requireNonNull(client, "no node was added");
    }

    RawServer server() {
        return Objects.requireNonNull(server, "the bad node is not a raw server");
    }

    /** Number of requests that the bad node has read; 0 if it is not a {@link RawServer}. */
    int posts() {
        return server == null ? 0 : server.posts() - postsBefore;
    }

    TestNode good() {
        return Objects.requireNonNull(cluster, "no node was added").node(0);
    }

    /** Exception of the last call; null if the call succeeded. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** The client's view of the bad node. */
    NodeStatus status() {
        return client().nodes().stream()
                .filter(node -> node.address().equals(bad))
                .findFirst()
                .orElseThrow();
    }

    /** Number of attempts on the bad node, by outcome. */
    Map<String, Long> outcomes() {
        Map<String, Long> counts = new TreeMap<>();
        for (Timer timer : timers) {
            if (bad.toString().equals(timer.getId().getTag("node")) && timer.count() > 0) {
                counts.merge(Objects.requireNonNull(timer.getId().getTag("outcome")), timer.count(), Long::sum);
            }
        }
        outcomesBefore.forEach((outcome, count) -> counts.merge(outcome, -count, Long::sum));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Number of fail-overs from the bad node. */
    double failovers() {
        return registry.find("alternator.client.failovers").counters().stream()
                .filter(counter -> bad.toString().equals(counter.getId().getTag("node")))
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
