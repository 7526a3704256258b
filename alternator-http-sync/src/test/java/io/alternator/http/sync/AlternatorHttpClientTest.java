package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.ClientHealth;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.UnsignedRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.metrics.MetricCollector;
import software.amazon.awssdk.utils.AttributeMap;

final class AlternatorHttpClientTest {
    private static final AlternatorConfig CONFIG =
            AlternatorConfig.builder().seeds("n1", "n2").domain("dog.example").build();

    private final FakeClient delegate = new FakeClient();
    private final AlternatorHttpClient http = AlternatorHttpClient.wrap(delegate, CONFIG);

    @AfterEach
    void close() {
        http.close();
    }

    private static HttpExecuteRequest request() {
        return HttpExecuteRequest.builder()
                .request(UnsignedRequest.to("dog.example", "GetItem").build())
                .build();
    }

    private int inFlight() {
        return http.nodes().stream().mapToInt(NodeStatus::inFlight).sum();
    }

    private AbortableInputStream body() throws IOException {
        return http.prepareRequest(request()).call().responseBody().orElseThrow();
    }

    @Test
    void bodyReadToItsEnd_endsTheRequestOnce() throws IOException {
        AbortableInputStream body = body();
        assertThat(inFlight()).isEqualTo(1);
        assertThat(body.read()).isEqualTo('{');
        assertThat(body.readAllBytes()).hasSize(1);
        assertThat(inFlight()).isZero();
        body.close();
        body.abort();
        assertThat(inFlight()).isZero();
    }

    @Test
    void closedBody_endsTheRequest() throws IOException {
        body().close();
        assertThat(inFlight()).isZero();
    }

    @Test
    void abortedBody_abortsTheBodyOfTheWrappedClient() throws IOException {
        body().abort();
        assertThat(delegate.bodiesAborted).hasValue(1);
        assertThat(inFlight()).isZero();
    }

    @Test
    void noBody_endsTheRequestImmediately() throws IOException {
        delegate.body = null;
        HttpExecuteResponse response = http.prepareRequest(request()).call();
        assertThat(response.responseBody()).isEmpty();
        assertThat(inFlight()).isZero();
    }

    @Test
    void abortBeforeTheCall_sendsNothing_andDoesNotCountAgainstANode() {
        ExecutableHttpRequest call = http.prepareRequest(request());
        call.abort();
        assertThatThrownBy(call::call).isInstanceOf(IOException.class).hasMessageContaining("aborted");
        assertThat(delegate.aborted).hasValue(1);
        assertThat(http.nodes()).allMatch(node -> node.state() == NodeState.UP);
        assertThat(inFlight()).isZero();
    }

    @Test
    void requestAbortedWhileItFails_isNotFailedOver() {
        ExecutableHttpRequest call = http.prepareRequest(request());
        delegate.failure = new ConnectException("Connection refused");
        delegate.beforeAnswer = call::abort;
        assertThatThrownBy(call::call).isInstanceOf(ConnectException.class);
        assertThat(delegate.requests).hasSize(1);
        assertThat(http.nodes()).allMatch(node -> node.state() == NodeState.UP);
    }

    @Test
    void abortAfterTheHeaders_endsTheRequest_withoutReadingTheBody() throws IOException {
        ExecutableHttpRequest call = http.prepareRequest(request());
        call.call();
        call.abort();
        assertThat(inFlight()).isZero();
    }

    @Test
    void interruptedThread_isNotFailedOver() {
        delegate.failure = new ConnectException("Connection refused");
        delegate.beforeAnswer = () -> Thread.currentThread().interrupt();
        assertThatThrownBy(http.prepareRequest(request())::call).isInstanceOf(ConnectException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(delegate.requests).hasSize(1);
    }

    @Test
    void refusedByAllNodes_failsAfterTryingEach() {
        delegate.failure = new ConnectException("Connection refused");
        assertThatThrownBy(http.prepareRequest(request())::call).isInstanceOf(ConnectException.class);
        assertThat(delegate.requests).hasSize(2);
        assertThat(delegate.requests)
                .extracting(sent -> sent.httpRequest().host())
                .containsExactlyInAnyOrder("n1", "n2");
    }

    @Test
    void uncheckedIOException_isUnwrapped_soThatTheSdkRetries() {
        ConnectException cause = new ConnectException("Connection refused");
        delegate.failure = new UncheckedIOException(cause);
        assertThatThrownBy(http.prepareRequest(request())::call).isSameAs(cause);
        assertThat(delegate.requests).hasSize(1); // it may have been sent
    }

    @Test
    void contentAndMetricCollectorArePassedOn() throws IOException {
        MetricCollector metrics = MetricCollector.create("attempt");
        ContentStreamProvider content = ContentStreamProvider.fromUtf8String("{}");
        http.prepareRequest(HttpExecuteRequest.builder()
                        .request(request().httpRequest())
                        .contentStreamProvider(content)
                        .metricCollector(metrics)
                        .build())
                .call();
        assertThat(delegate.requests.get(0).metricCollector()).containsSame(metrics);
        ContentStreamProvider passed =
                delegate.requests.get(0).contentStreamProvider().orElseThrow();
        assertThat(passed.newStream()).hasContent("{}");
        assertThat(passed.name()).isEqualTo(content.name());
    }

    @Test
    void clientsWithTheSameName_haveSeparateMeters() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AlternatorConfig named = AlternatorConfig.builder()
                .seeds("n1")
                .name("orders")
                .meterRegistry(registry)
                .build();
        try (AlternatorHttpClient first = AlternatorHttpClient.wrap(new FakeClient(), named)) {
            try (AlternatorHttpClient second = AlternatorHttpClient.wrap(new FakeClient(), named)) {
                assertThat(first.nodes()).hasSameSizeAs(second.nodes());
                assertThat(registry.get("alternator.client.requests.active").gauges())
                        .extracting(gauge -> gauge.getId().getTag("client"))
                        .containsExactlyInAnyOrder("orders", "orders-2");
            }
            assertThat(registry.get("alternator.client.requests.active").gauges())
                    .hasSize(1);
        }
        assertThat(registry.find("alternator.client.requests.active").gauges()).isEmpty();
        try (AlternatorHttpClient third = AlternatorHttpClient.wrap(new FakeClient(), named)) {
            assertThat(third.nodes()).hasSize(1);
            assertThat(registry.get("alternator.client.requests.active")
                            .gauge()
                            .getId()
                            .getTag("client"))
                    .isEqualTo("orders");
        }
    }

    @Test
    void healthIsUnknown_beforeAnyClusterIsInUse_andUpAfterAResponse() throws IOException {
        try (AlternatorHttpClient zeroConfig = AlternatorHttpClient.wrap(new FakeClient())) {
            assertThat(zeroConfig.health().status()).isEqualTo(ClientHealth.Status.UNKNOWN);
        }
        http.prepareRequest(request()).call();
        assertThat(http.health().status()).isEqualTo(ClientHealth.Status.UP);
    }

    @Test
    void otherServicesRequests_passThroughUntouched() throws IOException {
        HttpExecuteRequest other = HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.PUT)
                        .uri(URI.create("https://bucket.s3.amazonaws.com/key"))
                        .build())
                .build();
        http.prepareRequest(other).call();
        assertThat(delegate.requests.get(0)).isSameAs(other);
    }

    @Test
    void configurationWithoutSeeds_balancesEachEndpoint_withItsSettings() throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AlternatorConfig settings = AlternatorConfig.builder()
                .name("orders")
                .meterRegistry(registry)
                .build();
        try (AlternatorHttpClient withoutSeeds = AlternatorHttpClient.wrap(delegate, settings)) {
            assertThat(withoutSeeds.nodes()).isEmpty();
            withoutSeeds.prepareRequest(requestTo("a")).call();
            withoutSeeds.prepareRequest(requestTo("b")).call();
            assertThat(withoutSeeds.nodes())
                    .extracting(node -> node.address().toString())
                    .containsExactly("a:8000", "b:8000");
            assertThat(registry.get("alternator.client.requests.active").gauges())
                    .extracting(gauge -> gauge.getId().getTag("client"))
                    .containsExactlyInAnyOrder("orders@a:8000", "orders@b:8000");
        }
        assertThat(registry.find("alternator.client.requests.active").gauges()).isEmpty();
    }

    @Test
    void perConnection_withoutSeeds_opensAClientPerNode() throws IOException {
        FakeClient.Builder builder = new FakeClient.Builder();
        AlternatorConfig perConnection = AlternatorConfig.builder()
                .strategy(RoutingStrategy.PER_CONNECTION)
                .build();
        try (AlternatorHttpClient built = AlternatorHttpClient.wrap(builder, perConnection)) {
            built.prepareRequest(requestTo("a")).call();
            built.prepareRequest(requestTo("b")).call();
            assertThat(builder.built).hasSize(3); // one client for control calls, one for each node
            assertThat(builder.built.get(0).requests).isEmpty();
            assertThat(builder.built.get(1).requests).hasSize(1);
            assertThat(builder.built.get(2).requests).hasSize(1);
        }
        assertThat(builder.built).allMatch(client -> client.closed.get() == 1);
    }

    private static HttpExecuteRequest requestTo(String host) {
        return HttpExecuteRequest.builder()
                .request(request().httpRequest().toBuilder().host(host).build())
                .build();
    }

    @Test
    void clientNameIsThatOfTheWrappedClient() {
        assertThat(http.clientName()).isEqualTo("Fake");
    }

    @Test
    void closeClosesTheWrappedClientOnce() {
        http.close();
        http.close();
        assertThat(delegate.closed).hasValue(1);
    }

    @Test
    void builderPassesTheServicesDefaults_toEveryClient_andClosesAll() throws IOException {
        AttributeMap defaults = AttributeMap.builder()
                .put(SdkHttpConfigurationOption.CONNECTION_TIMEOUT, Duration.ofMillis(7))
                .build();
        FakeClient.Builder builder = new FakeClient.Builder();
        AlternatorConfig perConnection = AlternatorConfig.builder()
                .seeds("n1")
                .strategy(RoutingStrategy.PER_CONNECTION)
                .build();
        SdkHttpClient built = AlternatorHttpClient.builder()
                .delegate(builder)
                .config(perConnection)
                .buildWithDefaults(defaults);
        built.prepareRequest(HttpExecuteRequest.builder()
                        .request(request().httpRequest().toBuilder().host("n1").build())
                        .build())
                .call();
        assertThat(builder.defaults)
                .hasSize(2)
                .containsOnly(defaults); // one client for control calls, one for the node
        built.close();
        assertThat(builder.built).allMatch(client -> client.closed.get() == 1);
    }

    @Test
    void perConnection_needsABuilder() {
        AlternatorConfig config = AlternatorConfig.builder()
                .seeds("n1")
                .strategy(RoutingStrategy.PER_CONNECTION)
                .build();
        assertThatThrownBy(() -> AlternatorHttpClient.wrap(delegate, config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("strategy: PER_CONNECTION")
                .hasMessageContaining("pass the client's builder");
    }

    @Test
    void nullOrMissingArgumentsAreRejected() {
        List<Runnable> bad = List.of(
                () -> AlternatorHttpClient.wrap((SdkHttpClient) nullValue()),
                () -> AlternatorHttpClient.wrap((SdkHttpClient) nullValue(), CONFIG),
                () -> AlternatorHttpClient.wrap((SdkHttpClient.Builder<?>) nullValue(), CONFIG),
                () -> AlternatorHttpClient.wrap(delegate, nullValue()),
                () -> AlternatorHttpClient.builder().config(nullValue()),
                () -> AlternatorHttpClient.builder().config(CONFIG).build());
        for (Runnable call : bad) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("(client|config|delegate): (null|not set).*(pass|name) .*");
        }
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals", "unchecked"})
    private static <V> V nullValue() {
        @Nullable Object value = null;
        return (V) value;
    }
}
