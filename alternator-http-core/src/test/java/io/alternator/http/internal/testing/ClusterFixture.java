package io.alternator.http.internal.testing;

import static io.alternator.http.internal.testing.SentAttempt.begin;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.internal.call.CallListener;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.client.ClusterFactory;
import io.alternator.http.internal.cluster.ClusterListener;
import io.alternator.http.internal.discovery.Resolver;
import io.alternator.http.internal.hedging.HedgeListener;
import io.alternator.http.internal.selection.SelectionListener;
import io.alternator.http.internal.transport.Transports;
import io.alternator.http.internal.transport.WrappedClients;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Creates clusters that run on a fake clock and a fake network. */
public final class ClusterFixture {
    public static final SdkHttpResponse OK = SdkHttpFullResponse.builder()
            .statusCode(200)
            .putHeader("content-type", "application/x-amz-json-1.0")
            .build();
    public static final SdkHttpResponse OK_AND_CLOSE =
            OK.toBuilder().putHeader("connection", "close").build();

    public final FakeClock clock = new FakeClock();
    public final FakeTransport control = new FakeTransport();

    /** The transports of nodes, in the order of their creation. */
    public final List<FakeTransport> nodeTransports = new ArrayList<>();

    /** Addresses by host name. Any other name is unknown. */
    public final Map<String, List<String>> dns = new TreeMap<>();

    /** Blocking work that has not run because {@link #holdsBlockingWork} is set. */
    public final List<Runnable> heldBlockingWork = new ArrayList<>();

    public boolean holdsBlockingWork;

    /** For jitter and choices. */
    public long randomSeed = 42;

    private final boolean keepsHostHeader;

    public ClusterFixture() {
        this(true);
    }

    public ClusterFixture(boolean keepsHostHeader) {
        this.keepsHostHeader = keepsHostHeader;
    }

    /** A cluster that has fetched the node list once, from its seed {@code n1}. */
    public Cluster open(UnaryOperator<AlternatorConfig.Builder> settings) {
        Cluster cluster = create(settings, new TestListener());
        clock.runReady();
        return cluster;
    }

    /** A cluster whose first fetch of the node list is scheduled but has not run. */
    public <L extends ClusterListener & SelectionListener & HedgeListener & CallListener> Cluster create(
            UnaryOperator<AlternatorConfig.Builder> settings, L listener) {
        AlternatorConfig config = settings.apply(AlternatorConfig.builder()
                        .seeds("n1")
                        .slowStart(Duration.ofNanos(1))
                        .nodeFilter(address -> true))
                .build();
        boolean[] first = {true};
        Transports transports = WrappedClients.perNode(
                () -> {
                    if (first[0]) {
                        first[0] = false;
                        return keepsHostHeader ? control : new FakeTransport(false);
                    }
                    FakeTransport transport = new FakeTransport();
                    nodeTransports.add(transport);
                    return transport;
                },
                Optional.empty(),
                Runnable::run);
        Resolver resolver = (host, limit) -> dns.containsKey(host)
                ? CompletableFuture.completedFuture(dns.get(host))
                : CompletableFuture.failedFuture(new java.net.UnknownHostException(host));
        Executor blocking = work -> {
            if (holdsBlockingWork) {
                heldBlockingWork.add(work);
            } else {
                work.run();
            }
        };
        return new ClusterFactory(transports, resolver, clock, blocking, clock, clock, new Random(randomSeed))
                .create(config, TestIdentity.ORDERS, listener);
    }

    /** Lets time pass under load: a request every 100 ms, which succeeds at once. */
    public void run(Cluster cluster, Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusMillis(100)) {
            finish(SentAttempt.begin(cluster, request("at " + passed)));
            clock.advance(Duration.ofMillis(100));
        }
    }

    /** {@code n1} to {@code n<count>}. */
    public static String[] hosts(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "n" + i).toArray(String[]::new);
    }

    /** Adds the nodes {@code n1} to {@code n<count>}. Each lists all of them. */
    public ClusterFixture nodes(int count) {
        for (String host : hosts(count)) {
            control.nodes(host, hosts(count));
        }
        return this;
    }

    /** Sends a request and advances time until the node list has been fetched again and new nodes have been probed. */
    public void refresh(Cluster cluster) {
        finish(begin(cluster, request()));
        clock.advance(Duration.ofSeconds(7));
    }

    public static SdkHttpRequest request() {
        return request("id");
    }

    public static SdkHttpRequest request(String invocationId) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol("http")
                .host("n1")
                .port(8000)
                .encodedPath("/")
                .putHeader("Host", "n1:8000")
                .putHeader("Authorization", "AWS4-HMAC-SHA256 …")
                .putHeader("amz-sdk-invocation-id", invocationId)
                .putHeader("X-Amz-Target", "DynamoDB_20120810.GetItem")
                .build();
    }

    public static void finish(SentAttempt attempt) {
        attempt.responded(OK);
        attempt.finished();
    }

    /** Ends an attempt with a response of this status and body. */
    public static void finish(SentAttempt attempt, int status, String body) {
        SdkHttpResponse headers =
                SdkHttpFullResponse.builder().statusCode(status).build();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        attempt.readAhead(headers, bytes);
        attempt.responded(headers);
        attempt.inspect(ByteBuffer.wrap(bytes));
        attempt.finished();
    }

    /** Begins attempts until one is on this node, and finishes the others with success. */
    public static SentAttempt beginOn(Cluster cluster, String host) {
        return beginOn(cluster, host, "id");
    }

    public static SentAttempt beginOn(Cluster cluster, String host, String id) {
        List<SentAttempt> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            SentAttempt attempt = begin(cluster, request(id));
            if (attempt.node().address().host().equals(host)) {
                others.forEach(ClusterFixture::finish);
                return attempt;
            }
            others.add(attempt);
        }
        throw new AssertionError(host + " is never picked");
    }

    public static ConnectException connectionRefused() {
        return new ConnectException("Connection refused");
    }

    /** Sends one request, which succeeds, and returns the host of its node. */
    public static String sendRequest(Cluster cluster) {
        SentAttempt attempt = begin(cluster, request());
        finish(attempt);
        return attempt.node().address().host();
    }

    /** Sends requests one after another, all of which succeed, and counts them by host. */
    public static Map<String, Integer> sendRequests(Cluster cluster, int times) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            counts.merge(sendRequest(cluster), 1, Integer::sum);
        }
        return counts;
    }

    public static NodeState state(Cluster cluster, String host) {
        return status(cluster, host).state();
    }

    public static NodeStatus status(Cluster cluster, String host) {
        return cluster.nodes().stream()
                .filter(node -> node.address().host().equals(host))
                .findFirst()
                .orElseThrow();
    }

    public static int inFlight(Cluster cluster) {
        return cluster.nodes().stream().mapToInt(NodeStatus::inFlight).sum();
    }

    public static List<Integer> leases(Cluster cluster) {
        return cluster.nodes().stream().map(NodeStatus::leases).toList();
    }
}
