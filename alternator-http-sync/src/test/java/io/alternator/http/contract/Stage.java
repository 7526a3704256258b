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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * Two nodes, one bad and one good, and a caller whose requests go to the bad one as long as it is up. The good one is the
 * seed, so nobody but the caller finds out what is wrong with the other.
 */
final class Stage implements Closeable {
    private static final NodeAddress LISTED = new NodeAddress("127.1.1.1", 8000);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final int MORE_THAN_FIT = 16;

    private final Function<Caller.Setup, Caller> callers;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Timer> timers = new CopyOnWriteArrayList<>(); // the registry forgets them with the client
    private final Deque<Closeable> open = new ArrayDeque<>();
    private Caller.Limits limits = Caller.Limits.USUAL;
    private Map<String, Long> outcomesBefore = Map.of();
    private int postsBefore;
    private NodeAddress bad = LISTED;
    private @Nullable RawServer server;
    private @Nullable AlternatorTestCluster cluster;
    private @Nullable Caller caller;
    private @Nullable Throwable failure;

    Stage(Function<Caller.Setup, Caller> callers) {
        this.callers = callers;
        registry.config().onMeterAdded(this::added);
    }

    private void added(Meter meter) {
        if (meter instanceof Timer timer && meter.getId().getName().equals("alternator.client.requests")) {
            timers.add(timer);
        }
    }

    // Setting it up: the caller's limits first, then the bad node.

    Stage limits(Caller.Limits limits) {
        this.limits = limits;
        return this;
    }

    /** A bad node that speaks HTTP, more or less. */
    Stage node(RawServer.Script script) throws IOException {
        return node(
                AlternatorTestCluster.builder().nodes(1).start(),
                newServer(script).address());
    }

    /** A bad node that may not be there at all. */
    Stage nodeAt(NodeAddress target) {
        return node(AlternatorTestCluster.builder().nodes(1).start(), target);
    }

    /** A bad node that does not speak TLS, although the good one does. */
    Stage plaintextNode() throws IOException {
        return node(
                AlternatorTestCluster.builder().nodes(1).https().start(),
                newServer(post -> post.answer(200, "{}")).address());
    }

    /** Nodes that speak TLS, the bad one with a certificate that the caller does not trust. */
    Stage untrustedNode() {
        AlternatorTestCluster nodes =
                AlternatorTestCluster.builder().nodes(2).https().start();
        bad = nodes.node(1).address();
        return node(nodes, nodes.node(1).connectAddress());
    }

    private Stage node(AlternatorTestCluster nodes, NodeAddress target) {
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
                .consecutiveFailures(1)
                .ejectionTime(NEVER)
                .maxEjectionTime(NEVER)
                .discoveryInterval(NEVER)
                .discoveryIdleInterval(NEVER)
                .build();
        Caller opened = callers.apply(new Caller.Setup(config, limits, target));
        open.push(opened::close);
        caller = opened;
        Await.until("both nodes are up", () -> opened.nodes().size() == 2 && opened.count(NodeState.UP) == 2);
        return this;
    }

    private RawServer newServer(RawServer.Script script) throws IOException {
        RawServer started = new RawServer(script);
        open.push(started);
        server = started;
        return started;
    }

    /** Bound, so that nobody else gets it, but nobody listens. */
    NodeAddress deafPort() throws IOException {
        Socket bound = new Socket();
        open.push(bound);
        bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new NodeAddress("127.0.0.1", bound.getLocalPort());
    }

    /** Listens and accepts nothing, and has as many connections waiting as the system lets: another SYN gets no answer. */
    NodeAddress fullBacklog() throws IOException {
        ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.push(listening);
        for (int i = 0; i < MORE_THAN_FIT; i++) {
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
        throw new AssertionError("the backlog has no end");
    }

    // Playing it.

    /** Reads an item; what comes of it is {@link #failure()}. */
    void call() {
        call(usual -> {});
    }

    void call(Consumer<AwsRequestOverrideConfiguration.Builder> override) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName("dogs")
                .key(Map.of("id", AttributeValue.fromS("rex")))
                .overrideConfiguration(override)
                .build();
        failure = catchThrowable(() -> caller().get(request));
    }

    /** The same on a thread of its own, which is interrupted when the bad node has the request. */
    void callAndInterrupt() throws InterruptedException {
        Thread calling = new Thread(this::call, "to be interrupted");
        calling.start();
        awaitPosts(1);
        calling.interrupt();
        calling.join();
    }

    /** A call that goes on. */
    Caller.Pending begin() {
        Caller.Pending call = caller().begin();
        open.push(call.giveUp()::run);
        awaitPosts(1);
        return call;
    }

    /** Waits for the end of a call that somebody else ends. */
    void end(Caller.Pending call) {
        CompletableFuture<?> ended = call.ended();
        Await.until("the call ends", ended::isDone);
        failure = catchThrowable(ended::join);
    }

    void awaitPosts(int posts) {
        Await.until("the bad node has " + posts + " requests", () -> server().posts() >= posts);
    }

    /** For a bad node that goes on only when the client has read the response's headers. */
    void awaitHeadersRead() {
        Await.until("the client has the headers", () -> status().latency().toNanos() > 0);
    }

    /** Does not count what was so far: it had to come first. */
    void forget() {
        outcomesBefore = outcomes();
        postsBefore = posts();
    }

    // What became of it.

    Caller caller() {
        return Objects.requireNonNull(caller, "no node yet");
    }

    RawServer server() {
        return Objects.requireNonNull(server, "the bad node is no raw server");
    }

    /** How many requests the bad node has read; 0 if it could not read any. */
    int posts() {
        return server == null ? 0 : server.posts() - postsBefore;
    }

    TestNode good() {
        return Objects.requireNonNull(cluster, "no node yet").node(0);
    }

    /** Of the last call; null if it had a result. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** As the caller sees the bad node. */
    NodeStatus status() {
        return caller().nodes().stream()
                .filter(node -> node.address().equals(bad))
                .findFirst()
                .orElseThrow();
    }

    /** How the attempts on the bad node ended, and how many did so. */
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

    /** Requests that the balanced client took from the bad node to another. */
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
