package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.alternator.http.internal.health.Failures;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** What each client really throws, brought about for real, and what the classifier makes of it. */
final class RealFailuresIT {
    private static final Duration SHORT = Duration.ofMillis(200);

    private final AlternatorTestCluster cluster = AlternatorTestCluster.start(1);

    @AfterEach
    void close() {
        cluster.close();
    }

    static Stream<Arguments> clients() {
        Map<String, SdkHttpClient.Builder<?>> clients = Map.of(
                "Apache", ApacheHttpClient.builder().maxConnections(1).connectionAcquisitionTimeout(SHORT),
                "Apache5", Apache5HttpClient.builder().maxConnections(1).connectionAcquisitionTimeout(SHORT),
                "Crt", AwsCrtHttpClient.builder().maxConcurrency(1).connectionAcquisitionTimeout(SHORT),
                "UrlConnection", UrlConnectionHttpClient.builder());
        return clients.entrySet().stream().map(client -> Arguments.of(client.getKey(), client.getValue()));
    }

    static Stream<Arguments> clientsWithALimitedPool() {
        return clients().filter(client -> !client.get()[0].equals("UrlConnection"));
    }

    private static ExecutableHttpRequest post(SdkHttpClient client, String uri) {
        return client.prepareRequest(HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(URI.create(uri))
                        .putHeader("Host", "dog")
                        .putHeader("Content-Length", "2")
                        .build())
                .contentStreamProvider(ContentStreamProvider.fromUtf8String("{}"))
                .build());
    }

    private static Outcome outcome(ExecutableHttpRequest call) {
        Throwable failure = catchThrowable(call::call);
        assertThat(failure).isNotNull();
        return Failures.classify(failure);
    }

    private void awaitRequest() {
        TestNode node = cluster.node(0);
        io.alternator.http.contract.Await.until("the node has the connection", () -> node.openConnections() > 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void refused(String name, SdkHttpClient.Builder<?> builder) {
        cluster.node(0).stop();
        try (SdkHttpClient client = builder.build()) {
            assertThat(outcome(post(client, cluster.endpoint().toString()))).isEqualTo(Outcome.CONNECT_ERROR);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void unresolvable(String name, SdkHttpClient.Builder<?> builder) {
        try (SdkHttpClient client = builder.build()) {
            assertThat(outcome(post(client, "http://no.such.host.invalid/"))).isEqualTo(Outcome.CONNECT_ERROR);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void resetBeforeTheHeaders(String name, SdkHttpClient.Builder<?> builder) {
        cluster.node(0).hang();
        try (SdkHttpClient client = builder.build()) {
            CompletableFuture<Void> killing = CompletableFuture.runAsync(() -> {
                awaitRequest();
                cluster.node(0).stop();
            });
            assertThat(outcome(post(client, cluster.endpoint().toString()))).isEqualTo(Outcome.RESET);
            killing.join();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clientsWithALimitedPool")
    void exhaustedPool(String name, SdkHttpClient.Builder<?> builder) {
        cluster.node(0).hang();
        try (SdkHttpClient client = builder.build()) {
            ExecutableHttpRequest hanging = post(client, cluster.endpoint().toString());
            CompletableFuture<Throwable> hung = CompletableFuture.supplyAsync(() -> catchThrowable(hanging::call));
            awaitRequest();
            assertThat(outcome(post(client, cluster.endpoint().toString()))).isEqualTo(Outcome.POOL_TIMEOUT);
            hanging.abort();
            hung.join();
        }
    }
}
