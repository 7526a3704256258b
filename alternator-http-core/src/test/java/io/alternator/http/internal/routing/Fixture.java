package io.alternator.http.internal.routing;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.discovery.Resolver;
import io.alternator.http.internal.health.HealthChecker;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.FakeTransport;
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
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** A cluster on a fake clock over a fake network. */
final class Fixture {
    static final SdkHttpResponse OK =
            SdkHttpFullResponse.builder().statusCode(200).build();
    static final SdkHttpResponse OK_AND_CLOSE = SdkHttpFullResponse.builder()
            .statusCode(200)
            .putHeader("connection", "close")
            .build();

    final FakeClock clock = new FakeClock();
    final FakeTransport control = new FakeTransport();
    final List<FakeTransport> clients = new ArrayList<>();
    final Map<String, List<String>> names = new TreeMap<>();
    final List<Runnable> blockingWork = new ArrayList<>();
    boolean blockingWorkWaits;
    private final boolean keepsHost;

    Fixture() {
        this(true);
    }

    Fixture(boolean keepsHost) {
        this.keepsHost = keepsHost;
    }

    /** A cluster that has asked its seed, {@code n1}, once. */
    Cluster<FakeTransport> open(UnaryOperator<AlternatorConfig.Builder> settings) {
        Cluster<FakeTransport> cluster = unopened(settings, ClusterListener.NONE);
        clock.runReady();
        return cluster;
    }

    Cluster<FakeTransport> unopened(UnaryOperator<AlternatorConfig.Builder> settings, ClusterListener listener) {
        AlternatorConfig config = settings.apply(
                        AlternatorConfig.builder().seeds("n1").slowStart(Duration.ofNanos(1)))
                .build();
        boolean[] first = {true};
        Transports<FakeTransport> transports = Transports.perNode(() -> {
            if (first[0]) {
                first[0] = false;
                return keepsHost ? control : new FakeTransport(false);
            }
            FakeTransport client = new FakeTransport();
            clients.add(client);
            return client;
        });
        Resolver resolver = (host, limit) -> names.containsKey(host)
                ? CompletableFuture.completedFuture(names.get(host))
                : CompletableFuture.failedFuture(new java.net.UnknownHostException(host));
        ControlClient asking = new ControlClient(control, clock);
        return new Cluster<>(
                config,
                new Surroundings<>(
                        transports,
                        asking,
                        new HealthChecker(asking, Optional.empty()),
                        resolver,
                        clock,
                        work -> {
                            if (blockingWorkWaits) {
                                blockingWork.add(work);
                            } else {
                                work.run();
                            }
                        },
                        clock,
                        clock,
                        new Random(42),
                        listener));
    }

    /** Nodes n1 to nN list each other. */
    static String[] hosts(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "n" + i).toArray(String[]::new);
    }

    /** The network has these nodes, and each knows all. */
    Fixture nodes(int count) {
        for (String host : hosts(count)) {
            control.nodes(host, hosts(count));
        }
        return this;
    }

    /** Makes time for the next refresh, and for what it brings about. */
    void refresh(Cluster<FakeTransport> cluster) {
        finish(cluster.begin(request()));
        clock.advance(Duration.ofSeconds(7));
    }

    static SdkHttpRequest request() {
        return request("id");
    }

    static SdkHttpRequest request(String invocationId) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol("http")
                .host("n1")
                .port(8000)
                .encodedPath("/")
                .putHeader("Host", "n1:8000")
                .putHeader("Authorization", "AWS4-HMAC-SHA256 …")
                .putHeader("amz-sdk-invocation-id", invocationId)
                .build();
    }

    static void finish(Attempt<FakeTransport> attempt) {
        attempt.responded(OK);
        attempt.finished();
    }

    /** Ends an attempt with a response of this status and body. */
    static void finish(Attempt<FakeTransport> attempt, int status, String body) {
        attempt.responded(SdkHttpFullResponse.builder().statusCode(status).build());
        attempt.peek(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
        attempt.finished();
    }

    /** An attempt on this node; those that were on others have ended well. */
    static Attempt<FakeTransport> beginOn(Cluster<FakeTransport> cluster, String host) {
        return beginOn(cluster, host, "id");
    }

    static Attempt<FakeTransport> beginOn(Cluster<FakeTransport> cluster, String host, String id) {
        List<Attempt<FakeTransport>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Attempt<FakeTransport> attempt = cluster.begin(request(id));
            if (attempt.node().address().host().equals(host)) {
                others.forEach(Fixture::finish);
                return attempt;
            }
            others.add(attempt);
        }
        throw new AssertionError(host + " is never picked");
    }

    static ConnectException refused() {
        return new ConnectException("Connection refused");
    }

    /** Which node gets a request now. */
    static String ask(Cluster<FakeTransport> cluster) {
        Attempt<FakeTransport> attempt = cluster.begin(request());
        finish(attempt);
        return attempt.node().address().host();
    }

    static Map<String, Integer> ask(Cluster<FakeTransport> cluster, int times) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            counts.merge(ask(cluster), 1, Integer::sum);
        }
        return counts;
    }

    static NodeState state(Cluster<FakeTransport> cluster, String host) {
        return status(cluster, host).state();
    }

    static NodeStatus status(Cluster<FakeTransport> cluster, String host) {
        return cluster.nodes().stream()
                .filter(node -> node.address().host().equals(host))
                .findFirst()
                .orElseThrow();
    }

    static int inFlight(Cluster<FakeTransport> cluster) {
        return cluster.nodes().stream().mapToInt(NodeStatus::inFlight).sum();
    }

    static List<Integer> leases(Cluster<FakeTransport> cluster) {
        return cluster.nodes().stream().map(NodeStatus::leases).toList();
    }
}
