package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.AlternatorMetric;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.Meters;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Two applications in one JVM, each with its own copy of this library, over one SDK and one meter registry. */
@Timeout(60)
final class TwoClassLoadersIT {
    private static final int REQUESTS = 30;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    /** Loads this library, and the application that uses it, itself; all else comes from the parent. */
    private static final class Isolated extends URLClassLoader {
        Isolated() {
            super(
                    Stream.of(AlternatorHttpClient.class, AlternatorConfig.class, Await.class, TwoClassLoadersIT.class)
                            .map(type ->
                                    type.getProtectionDomain().getCodeSource().getLocation())
                            .distinct()
                            .toArray(URL[]::new),
                    TwoClassLoadersIT.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.alternator.http.") || name.startsWith("io.alternator.http.testkit.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }

    /** An application: sends so many requests, and returns the nodes that the SDK's metrics name. */
    public static final class Application implements IntFunction<Set<String>>, AutoCloseable {
        private final Set<String> nodes = ConcurrentHashMap.newKeySet();
        private final AlternatorHttpClient http;
        private final DynamoDbClient client;

        public Application(URI endpoint, MeterRegistry registry) {
            http = AlternatorHttpClient.wrap(
                    ApacheHttpClient.create(),
                    AlternatorConfig.builder()
                            .seeds(endpoint.toString())
                            // Not adaptive: a node that was slow once may get none of the few requests.
                            .policy(LoadBalancingPolicy.roundRobin())
                            .meterRegistry(registry)
                            .meterGrace(Duration.ofMillis(1))
                            .build());
            client = DynamoDbClient.builder()
                    .endpointOverride(endpoint)
                    .httpClient(http)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .overrideConfiguration(override -> override.addMetricPublisher(new Publisher(nodes)))
                    .build();
            Await.until("all nodes are known", () -> http.nodes().size() == 3);
        }

        @Override
        public Set<String> apply(int requests) {
            nodes.clear();
            for (int i = 0; i < requests; i++) {
                client.getItem(get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("rex"))));
            }
            return Set.copyOf(nodes);
        }

        @Override
        public void close() {
            client.close();
            http.close();
        }
    }

    /** Collects the nodes' names. */
    record Publisher(Set<String> nodes) implements MetricPublisher {

        @Override
        public void publish(MetricCollection metrics) {
            nodes.addAll(metrics.metricValues(AlternatorMetric.NODE));
            metrics.children().forEach(this::publish);
        }

        @Override
        public void close() {}
    }

    /** An application in a class loader of its own. */
    private static AutoCloseable start(AlternatorTestCluster cluster, MeterRegistry registry) throws Exception {
        return (AutoCloseable) new Isolated()
                .loadClass(Application.class.getName())
                .getConstructor(URI.class, MeterRegistry.class)
                .newInstance(cluster.endpoint(), registry);
    }

    @SuppressWarnings("unchecked") // it implements this in every class loader
    private static Set<String> send(Object application) {
        return ((IntFunction<Set<String>>) application).apply(REQUESTS);
    }

    private long successes() {
        return registry.find("alternator.client.requests").tag("outcome", "success").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    /** Returns what must be garbage afterwards. */
    private WeakReference<ClassLoader> runTwo(AlternatorTestCluster cluster) throws Exception {
        try (AutoCloseable first = start(cluster, registry);
                AutoCloseable second = start(cluster, registry)) {
            return useTwo(first, second);
        }
    }

    private WeakReference<ClassLoader> useTwo(AutoCloseable first, AutoCloseable second) throws Exception {
        assertThat(first.getClass()).isNotSameAs(second.getClass()).isNotSameAs(Application.class);
        Set<String> nodes = send(first);
        assertThat(nodes).hasSize(3);
        assertThat(send(second)).isEqualTo(nodes);
        assertThat(successes()).isEqualTo(2 * REQUESTS);
        assertThat(registry.find("alternator.client.panic").gauges())
                .extracting(gauge -> gauge.getId().getTag("client"))
                .doesNotHaveDuplicates()
                .hasSize(2);
        first.close();
        Await.until("the first one's meters are gone", () -> {
            registry.get("alternator.client.panic")
                    .gauges()
                    .forEach(gauge -> assertThat(gauge.value()).isZero());
            return registry.get("alternator.client.panic").gauges().size() == 1;
        });
        assertThat(send(second)).isEqualTo(nodes);
        assertThat(successes()).isEqualTo(2 * REQUESTS);
        second.close();
        Meters.awaitNone(registry);
        return new WeakReference<>(first.getClass().getClassLoader());
    }

    @Test
    void twoCopies_workSideBySide_andNothingIsLeftOfThem() throws Exception {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
            WeakReference<ClassLoader> loader = runTwo(cluster);
            Await.until("the class loader is garbage", () -> {
                System.gc();
                return loader.get() == null;
            });
        }
    }
}
