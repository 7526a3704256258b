package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.Load;
import io.alternator.http.contract.RawServer;
import io.alternator.http.contract.TestClient;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.http.conn.DnsResolver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** What users of similar clients reported in public, and what must not happen here. */
final class PublicReportsIT {
    private static final int CONNECTIONS = 4;
    private static final int CALLERS = 32;
    private static final GetItemRequest ITEM = GetItemRequest.builder()
            .tableName("dogs")
            .key(Map.of("id", AttributeValue.fromS("rex")))
            .build();

    private static TestClient client(AlternatorHttpClient http, AlternatorConfig config) {
        return new SyncTestClient(http, config.endpoint(), AnonymousCredentialsProvider.create());
    }

    /** Interrupted threads must give their connections back: the pool is smaller than the number of interrupts. */
    @ParameterizedTest
    @EnumSource
    void interruptedCallers_leaveNoConnectionLeased(RoutingStrategy strategy) {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(2)) {
            cluster.nodes().forEach(node -> node.slow(Duration.ofMillis(20)));
            AlternatorConfig config = cluster.config().strategy(strategy).build();
            ScheduledExecutorService interrupter = Executors.newSingleThreadScheduledExecutor();
            try (TestClient client = client(
                    AlternatorHttpClient.wrap(ApacheHttpClient.builder().maxConnections(CONNECTIONS), config),
                    config)) {
                Await.until("both nodes are UP", () -> client.count(NodeState.UP) == 2);
                try (Load load = Load.start(2 * CONNECTIONS, caller -> getInterrupted(client, interrupter))) {
                    load.awaitCalls(100);
                }
                Await.until("nothing in flight", () -> client.inFlight() == 0);
                try (Load load = Load.start(CONNECTIONS, caller -> client.get("caller-" + caller))) {
                    load.awaitCalls(20);
                    assertThat(load.errors()).isEmpty();
                }
                assertThat(client.count(NodeState.UP)).isEqualTo(2);
            } finally {
                interrupter.shutdownNow();
            }
        }
    }

    private static void getInterrupted(TestClient client, ScheduledExecutorService interrupter) {
        Thread caller = Thread.currentThread();
        Future<?> interrupt = interrupter.schedule(caller::interrupt, new Random().nextInt(40), TimeUnit.MILLISECONDS);
        try {
            client.get(ITEM);
        } catch (SdkException interrupted) {
            // the test is about what it leaves behind
        } finally {
            interrupt.cancel(false);
            while (!interrupt.isDone()) {
                Thread.onSpinWait();
            }
            Thread.interrupted();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeByAnInterruptedThread_closesAllConnections(RoutingStrategy strategy) {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(2)) {
            AlternatorConfig config = cluster.config().strategy(strategy).build();
            AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config);
            TestClient client = client(http, config);
            client.get(10);
            Thread.currentThread().interrupt();
            client.close();
            assertThat(Thread.interrupted()).isTrue();
            Await.until(
                    "all connections are closed",
                    () -> cluster.nodes().stream()
                                    .mapToInt(TestNode::openConnections)
                                    .sum()
                            == 0);
        }
    }

    /** Firewalls forget idle connections. The requests on them are repeated, and so is a health check. No node is ejected. */
    @ParameterizedTest
    @EnumSource
    void forgottenConnections_causeNoErrors(RoutingStrategy strategy) throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        RawServer.Script unhurried = post -> {
            TimeUnit.MILLISECONDS.sleep(20); // so that most callers need a connection of their own
            post.answer(200, "{}");
        };
        try (RawServer first = new RawServer(unhurried);
                RawServer second = new RawServer(unhurried)) {
            Map<String, NodeAddress> targets = Map.of("127.9.9.1", first.address(), "127.9.9.2", second.address());
            List.of(first, second).forEach(node -> node.list("[\"127.9.9.1\",\"127.9.9.2\"]"));
            AlternatorConfig config = AlternatorConfig.builder()
                    .seeds(first.address().toString())
                    .addressTranslator(listed -> targets.getOrDefault(listed.host(), listed))
                    .nodeFilter(listed -> true)
                    .strategy(strategy)
                    .meterRegistry(registry)
                    .build();
            try (TestClient client = client(AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config), config)) {
                client.get(ITEM);
                Await.until("both nodes are UP", () -> client.count(NodeState.UP) == 2);
                try (Load load = Load.start(CALLERS, caller -> client.get(ITEM))) {
                    load.awaitCalls(20 * CALLERS);
                }
                first.forgetConnections();
                second.forgetConnections();
                try (Load load = Load.start(CALLERS, caller -> client.get(ITEM))) {
                    load.awaitCalls(20 * CALLERS);
                    assertThat(load.errors()).isEmpty();
                }
                assertThat(client.count(NodeState.UP)).isEqualTo(2);
                assertThat(registry.find("alternator.client.ejections").counters())
                        .allMatch(counter -> counter.count() == 0);
                assertThat(registry.get("alternator.client.requests")
                                .tag("outcome", "reset")
                                .timers())
                        .as("stale connections")
                        .anyMatch(timer -> timer.count() > 5);
            }
        }
    }

    /** Names of nodes, {@code node0} and so on, as long as the name server answers. */
    private static final class NameServer implements DnsResolver {
        private final AlternatorTestCluster cluster;
        private volatile boolean gone;

        private NameServer(AlternatorTestCluster cluster) {
            this.cluster = cluster;
        }

        private NodeAddress named(NodeAddress listed) {
            for (int i = 0; i < cluster.nodes().size(); i++) {
                if (cluster.node(i).address().equals(listed)) {
                    return new NodeAddress(
                            "node" + i, cluster.node(i).connectAddress().port());
                }
            }
            return listed;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            if (gone || !host.startsWith("node")) {
                throw new UnknownHostException(host);
            }
            int node = Integer.parseInt(host.substring("node".length()));
            return InetAddress.getAllByName(cluster.node(node).connectAddress().host());
        }
    }

    /** Neither the bare client's calls fail then, nor the wrapper's. */
    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void nameServerThatIsGone_disturbsNoEstablishedConnection(RoutingStrategy strategy) {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
            NameServer names = new NameServer(cluster);
            AlternatorConfig config = cluster.config()
                    .seeds("node0")
                    .addressTranslator(names::named)
                    .nodeFilter(listed -> true)
                    .strategy(strategy)
                    .build();
            try (SdkHttpClient apache =
                            ApacheHttpClient.builder().dnsResolver(names).build();
                    DynamoDbClient bare = SyncTestClient.dynamo(
                                    apache, config.endpoint(), AnonymousCredentialsProvider.create())
                            .build();
                    TestClient client = client(
                            AlternatorHttpClient.wrap(ApacheHttpClient.builder().dnsResolver(names), config), config)) {
                Await.until("all nodes are UP", () -> {
                    client.get(ITEM);
                    return client.count(NodeState.UP) == 3;
                });
                bare.getItem(ITEM);
                try (Load load = Load.start(CONNECTIONS, caller -> client.get(ITEM))) {
                    load.awaitCalls(200);
                    names.gone = true;
                    load.awaitCalls(1000);
                    assertThat(load.errors()).isEmpty();
                }
                assertThat(client.count(NodeState.UP)).isEqualTo(3);
                for (int i = 0; i < 100; i++) {
                    bare.getItem(ITEM);
                }
            }
        }
    }

    /** Nodes serve DynamoDB at the path / only. A gateway may serve it below another one, and show the list as it is. */
    @ParameterizedTest
    @EnumSource
    void endpointWithAPath_getsAllRequests_asWithTheBareClient(RoutingStrategy strategy) throws IOException {
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.start();
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(2)) {
            String hosts = cluster.nodes().stream()
                    .map(node -> '"' + node.address().host() + '"')
                    .collect(Collectors.joining(",", "[", "]"));
            gateway.createContext("/localnodes", exchange -> answer(exchange, hosts));
            gateway.createContext("/alternator/", exchange -> answer(exchange, "{}"));
            String address = "127.0.0.1:" + gateway.getAddress().getPort();
            URI endpoint = URI.create("http://" + address + "/alternator");
            AlternatorConfig config = AlternatorConfig.builder()
                    .seeds(address)
                    .port(cluster.node(0).address().port())
                    .strategy(strategy)
                    .build();
            try (SdkHttpClient apache = ApacheHttpClient.create();
                    DynamoDbClient bare = SyncTestClient.dynamo(apache, endpoint, AnonymousCredentialsProvider.create())
                            .build();
                    TestClient client = new SyncTestClient(
                            AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config),
                            endpoint,
                            AnonymousCredentialsProvider.create())) {
                bare.getItem(ITEM);
                Await.until("the list is in use", () -> client.count(NodeState.UP) == 2);
                for (int i = 0; i < 20; i++) {
                    client.get(ITEM);
                }
            }
            assertThat(cluster.nodes()).extracting(TestNode::requests).containsExactly(0L, 0L);
        } finally {
            gateway.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.US_ASCII);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** As a mock, or a client that a framework generates. */
    @Test
    void clientWithoutAName_isWrapped() {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(1)) {
            SdkHttpClient apache = ApacheHttpClient.create();
            SdkHttpClient unnamed = (SdkHttpClient) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {SdkHttpClient.class},
                    (proxy, method, arguments) ->
                            method.getName().equals("clientName") ? null : method.invoke(apache, arguments));
            AlternatorConfig config = cluster.config().build();
            try (TestClient client = client(AlternatorHttpClient.wrap(unnamed, config), config)) {
                client.get(3);
            }
        }
    }
}
