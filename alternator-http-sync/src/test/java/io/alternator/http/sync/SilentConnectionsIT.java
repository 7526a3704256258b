package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.Load;
import io.alternator.http.contract.RawServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A firewall has forgotten all idle connections of one node and drops their packets: the next request on each gets no answer, and a new
 * connection works. No client can tell that from a hung node, so each timeout counts as a failure of the node, and a probe decides. The
 * control is a bare client of that node alone.
 */
@Timeout(120)
final class SilentConnectionsIT {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);

    /** What callers saw. */
    private record Result(long longestMillis, long errors) {}

    static Stream<Arguments> combinations() {
        return Stream.of(RoutingStrategy.values())
                .flatMap(strategy -> Stream.of(Arguments.of(strategy, 5), Arguments.of(strategy, 50)));
    }

    private static ApacheHttpClient.Builder apache(int connections) {
        return ApacheHttpClient.builder().maxConnections(connections).socketTimeout(READ_TIMEOUT);
    }

    private static DynamoDbClient dynamo(SdkHttpClient http, URI endpoint) {
        return SyncTestClient.dynamo(http, endpoint, AnonymousCredentialsProvider.create())
                .build();
    }

    private static void get(DynamoDbClient client) {
        client.getItem(get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("rex"))));
    }

    /** So many reads at once, of which each takes so long that it needs a connection of its own. */
    private static void fillPool(DynamoDbClient client, int reads, RawServer... servers) throws IOException {
        CountDownLatch all = new CountDownLatch(reads);
        for (RawServer server : servers) {
            server.script(post -> {
                all.countDown();
                all.await();
                post.answer(200, "{}");
            });
        }
        assertThat(read(client, reads).errors()).isZero();
        for (RawServer server : servers) {
            server.script(post -> post.answer(200, "{}"));
        }
    }

    /** One read of each caller, at once. */
    private static Result read(DynamoDbClient client, int callers) {
        AtomicLong longest = new AtomicLong();
        LongAdder errors = new LongAdder();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        IntStream.range(0, callers)
                .forEach(caller -> threads.execute(() -> {
                    long start = System.nanoTime();
                    try {
                        get(client);
                    } catch (SdkException e) {
                        errors.increment();
                    }
                    longest.accumulateAndGet((System.nanoTime() - start) / 1_000_000, Math::max);
                }));
        threads.shutdown();
        Await.until("the reads end", threads::isTerminated);
        return new Result(longest.get(), errors.sum());
    }

    private static Result bare(int connections, int callers) throws IOException {
        try (RawServer server = new RawServer(post -> post.answer(200, "{}"));
                SdkHttpClient http = apache(connections).build();
                DynamoDbClient client = dynamo(http, URI.create("http://" + server.address()))) {
            fillPool(client, connections, server);
            server.silenceConnections();
            return read(client, callers);
        }
    }

    @Tag("soak")
    @ParameterizedTest
    @MethodSource("combinations")
    void readsWaitNoLongerThanWithTheBareClient_andTheNodeIsUsedAgain(RoutingStrategy strategy, int connections)
            throws IOException {
        int callers = Math.max(5, connections / 2); // the rest of the pool is used by their retries
        Result bare = bare(connections, callers);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (RawServer silent = new RawServer(post -> post.answer(200, "{}"));
                RawServer other = new RawServer(post -> post.answer(200, "{}"))) {
            Map<String, NodeAddress> targets = Map.of("127.9.9.1", silent.address(), "127.9.9.2", other.address());
            List.of(silent, other).forEach(node -> node.list("[\"127.9.9.1\",\"127.9.9.2\"]"));
            AlternatorConfig config = AlternatorConfig.builder()
                    .seeds(silent.address().toString())
                    .addressTranslator(listed -> targets.getOrDefault(listed.host(), listed))
                    .nodeFilter(listed -> true)
                    .policy(LoadBalancingPolicy.roundRobin())
                    .ejectionTime(Duration.ofMillis(200))
                    .slowStart(Duration.ofMillis(1))
                    .strategy(strategy)
                    .meterRegistry(registry)
                    .build();
            try (AlternatorHttpClient http = AlternatorHttpClient.wrap(apache(2 * connections), config);
                    DynamoDbClient client = dynamo(http, config.endpoint())) {
                Await.until("both nodes are up", () -> http.nodes().size() == 2 && count(http, NodeState.UP) == 2);
                fillPool(client, 2 * connections, silent, other);
                Await.until("both nodes are up", () -> count(http, NodeState.UP) == 2); // a busy machine may be slow
                int before = silent.posts();
                AtomicInteger answered = new AtomicInteger();
                silent.script(post -> {
                    answered.incrementAndGet();
                    post.answer(200, "{}");
                });
                // Later than a read on a silent connection: else one connection to this node might do for all reads.
                other.script(post -> {
                    Await.until("a read on a silent connection", () -> silent.posts() > before);
                    post.answer(200, "{}");
                });
                silent.silenceConnections();
                Result balanced = read(client, 2 * callers);
                int lost = silent.posts() - before - answered.get();
                System.out.printf(
                        "%s: %d silent connections, bare %s, balanced %s; %d requests lost, %.0f ejections%n",
                        strategy, connections, bare, balanced, lost, ejections(registry));
                assertThat(lost).as("requests on silent connections").isPositive();
                assertThat(balanced.errors()).isZero();
                assertThat(balanced.longestMillis()).isLessThan(bare.longestMillis() + 5_000);
                try (Load load = Load.start(2 * callers, caller -> get(client))) {
                    Await.until(
                            "the node answers on new connections",
                            () -> count(http, NodeState.UP) == 2 && answered.get() >= 20);
                    assertThat(load.errors()).isEmpty();
                }
            }
        }
    }

    private static long count(AlternatorHttpClient http, NodeState state) {
        return http.nodes().stream().filter(node -> node.state() == state).count();
    }

    private static double ejections(SimpleMeterRegistry registry) {
        return registry.find("alternator.client.ejections").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
