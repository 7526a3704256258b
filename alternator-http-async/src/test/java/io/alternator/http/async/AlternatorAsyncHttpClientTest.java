package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.UnsignedRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.http.SdkHttpExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.metrics.MetricCollector;

final class AlternatorAsyncHttpClientTest {
    private static final AlternatorConfig CONFIG =
            AlternatorConfig.builder().seeds("n1", "n2").domain("dog.example").build();
    private final ConnectException refused = new ConnectException("Connection refused");
    private final IOException reset = new IOException("Connection reset");

    private final FakeAsyncClient delegate = new FakeAsyncClient();
    private final AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(delegate, CONFIG);
    private final RecordingHandler handler = new RecordingHandler();

    @AfterEach
    void close() {
        http.close();
    }

    private AsyncExecuteRequest.Builder request() {
        return AsyncExecuteRequest.builder()
                .request(UnsignedRequest.to("dog.example", "GetItem").build())
                .requestContentPublisher(new NoContent())
                .responseHandler(handler);
    }

    private CompletableFuture<Void> execute() {
        return http.execute(request().build());
    }

    private int inFlight() {
        return http.nodes().stream().mapToInt(NodeStatus::inFlight).sum();
    }

    @Test
    void responseIsPassedThrough_andTheRequestEndsBeforeTheCallerIsNotified() {
        CompletableFuture<Void> result = execute();
        FakeAsyncClient.Exchange exchange = delegate.last().headers();
        assertThat(inFlight()).isEqualTo(1);
        exchange.bodyEnds();
        assertThat(inFlight()).isZero();
        assertThat(result).isNotDone();
        exchange.completes();
        assertThat(result).isCompleted();
        assertThat(handler.events).containsExactly("headers", "stream", "complete");
    }

    static Stream<BiConsumer<FakeAsyncClient.Exchange, Throwable>> waysToFail() {
        return Stream.of(
                FakeAsyncClient.Exchange::fail,
                (exchange, failure) -> exchange.futureFails(failure).onError(failure),
                FakeAsyncClient.Exchange::futureFails,
                FakeAsyncClient.Exchange::onError);
    }

    @ParameterizedTest
    @MethodSource("waysToFail")
    void unsentRequest_failsOverOnce_howeverTheClientReportsIt(BiConsumer<FakeAsyncClient.Exchange, Throwable> fail) {
        CompletableFuture<Void> result = execute();
        fail.accept(delegate.last(), refused);
        assertThat(delegate.exchanges).hasSize(2);
        assertThat(delegate.exchanges)
                .extracting(exchange -> exchange.request.request().host())
                .containsExactlyInAnyOrder("n1", "n2");
        delegate.last().headers().bodyEnds().completes();
        assertThat(result).isCompleted();
        assertThat(handler.events).containsExactly("headers", "stream", "complete");
        assertThat(inFlight()).isZero();
    }

    @ParameterizedTest
    @MethodSource("waysToFail")
    void refusedByAllNodes_callerIsNotifiedOnce(BiConsumer<FakeAsyncClient.Exchange, Throwable> fail) {
        CompletableFuture<Void> result = execute();
        fail.accept(delegate.exchanges.get(0), refused);
        fail.accept(delegate.exchanges.get(1), refused);
        assertThat(result).isCompletedExceptionally();
        assertThat(handler.events).containsExactly("error");
        assertThat(inFlight()).isZero();
    }

    @Test
    void resetConnection_isNotRetried() {
        CompletableFuture<Void> result = execute();
        delegate.last().fail(reset);
        assertThat(delegate.exchanges).hasSize(1);
        assertThat(result).isCompletedExceptionally();
        assertThat(handler.events).containsExactly("error");
    }

    @Test
    void failureAfterTheHeaders_isNotFailedOver() {
        CompletableFuture<Void> result = execute();
        delegate.last().headers().bodyFails(refused).fail(refused);
        assertThat(delegate.exchanges).hasSize(1);
        assertThat(result).isCompletedExceptionally();
        assertThat(handler.events).startsWith("headers", "stream", "error");
        assertThat(inFlight()).isZero();
    }

    @Test
    void cancelledRequest_cancelsTheWrappedRequest_andDoesNotCountAgainstANode() {
        CompletableFuture<Void> result = execute();
        result.cancel(true);
        assertThat(delegate.last().future).isCancelled();
        assertThat(delegate.exchanges).hasSize(1);
        assertThat(inFlight()).isZero();
        assertThat(http.nodes()).allMatch(node -> node.state() == NodeState.UP);
    }

    /** As with the bare client: the SDK reports the one of the two failures that it hears of first. */
    @Test
    void callerThatGaveUp_hasItsOwnReasonToldToTheHandler() {
        CompletableFuture<Void> result = execute();
        TimeoutException reason = new TimeoutException("the caller's");
        result.completeExceptionally(reason);
        assertThat(handler.failure).isSameAs(reason);
    }

    /** An attempt that is being sent cannot be cancelled yet. What it reports later is of no interest to the caller's next attempt. */
    @Test
    void callerThatGaveUpWhileAnAttemptWasSent_hasNothingToldToItsHandlerLater() {
        List<CompletableFuture<Void>> open = new ArrayList<>();
        open.add(http.execute(request()
                .requestContentPublisher(new SdkHttpContentPublisher() {
                    @Override
                    public Optional<Long> contentLength() {
                        return Optional.of(0L);
                    }

                    @Override
                    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
                        for (CompletableFuture<Void> result : open) { // not when the first attempt is sent
                            result.completeExceptionally(new TimeoutException("the caller's"));
                            handler.events.add("next attempt");
                        }
                        new NoContent().subscribe(subscriber);
                    }
                })
                .build()));
        delegate.last().fail(refused); // the second attempt is sent now
        assertThat(handler.events).containsExactly("next attempt");
        assertThat(delegate.last().future).isCancelled();
    }

    @Test
    void cancel_reachesTheCurrentAttempt_afterAFailover() {
        delegate.immediateFailures.add(refused);
        CompletableFuture<Void> result = execute();
        assertThat(delegate.exchanges).hasSize(2);
        result.cancel(true);
        assertThat(delegate.last().future).isCancelled();
        assertThat(inFlight()).isZero();
    }

    @Test
    void sdkTimeoutMidBody_endsTheRequest() {
        CompletableFuture<Void> result = execute();
        delegate.last().headers();
        result.completeExceptionally(new IllegalStateException("the SDK's timeout"));
        assertThat(delegate.last().future).isCompletedExceptionally();
        assertThat(inFlight()).isZero();
    }

    @Test
    void cancelledBody_cancelsTheBodyOfTheWrappedClient() {
        execute();
        delegate.last().headers();
        Objects.requireNonNull(handler.subscription).cancel();
        assertThat(delegate.last().bodyCancelled).isTrue();
        assertThat(inFlight()).isZero();
    }

    @Test
    void allPartsOfTheRequestArePassedOn() {
        MetricCollector metrics = MetricCollector.create("attempt");
        SdkHttpExecutionAttribute<String> attribute = new SdkHttpExecutionAttribute<>(String.class) {};
        http.execute(request()
                .metricCollector(metrics)
                .fullDuplex(true)
                .putHttpExecutionAttribute(attribute, "value")
                .build());
        AsyncExecuteRequest sent = delegate.last().request;
        assertThat(sent.metricCollector()).containsSame(metrics);
        assertThat(sent.fullDuplex()).isTrue();
        assertThat(sent.httpExecutionAttributes().getAttribute(attribute)).isEqualTo("value");
        assertThat(sent.requestContentPublisher().contentLength()).hasValue(0L);
    }

    @Test
    void otherServicesRequests_passThroughUntouched() {
        AsyncExecuteRequest other = request()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.PUT)
                        .uri(URI.create("https://bucket.s3.amazonaws.com/key"))
                        .build())
                .build();
        assertThat(http.execute(other)).isSameAs(delegate.last().future);
        assertThat(delegate.last().request).isSameAs(other);
    }

    @Test
    void configurationWithoutSeeds_balancesEachEndpoint() {
        AlternatorConfig settings = AlternatorConfig.builder().hedging(true).build();
        try (AlternatorAsyncHttpClient withoutSeeds = AlternatorAsyncHttpClient.wrapAsync(delegate, settings)) {
            withoutSeeds.execute(request().build());
            delegate.last().headers().bodyEnds().completes();
            assertThat(withoutSeeds.nodes())
                    .extracting(node -> node.address().toString())
                    .containsExactly("dog.example:8000");
        }
    }

    @Test
    void closeClosesTheWrappedClientOnce_andItsNameIsPassedOn() {
        assertThat(http.clientName()).isEqualTo("FakeAsync");
        http.close();
        http.close();
        assertThat(delegate.closed).hasValue(1);
    }

    @Test
    void perConnection_needsABuilder() {
        AlternatorConfig config = AlternatorConfig.builder()
                .seeds("n1")
                .strategy(RoutingStrategy.PER_CONNECTION)
                .build();
        assertThatThrownBy(() -> AlternatorAsyncHttpClient.wrapAsync(delegate, config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("strategy: PER_CONNECTION")
                .hasMessageContaining("pass the client's builder");
    }

    @Test
    void nullOrMissingArgumentsAreRejected() {
        List<Runnable> bad = List.of(
                () -> AlternatorAsyncHttpClient.wrapAsync((SdkAsyncHttpClient) nullValue()),
                () -> AlternatorAsyncHttpClient.wrapAsync((SdkAsyncHttpClient) nullValue(), CONFIG),
                () -> AlternatorAsyncHttpClient.wrapAsync((SdkAsyncHttpClient.Builder<?>) nullValue(), CONFIG),
                () -> AlternatorAsyncHttpClient.wrapAsync(delegate, nullValue()),
                () -> AlternatorAsyncHttpClient.builder().config(nullValue()),
                () -> AlternatorAsyncHttpClient.builder().config(CONFIG).build());
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

    @Test
    void errorOfTheWrappedClient_completesTheFuture_andNothingStaysInFlight() {
        NoClassDefFoundError error = new NoClassDefFoundError("com/example/Missing");
        delegate.thrown.add(error);
        assertThat(execute()).isCompletedExceptionally();
        assertThat(handler.events).containsExactly("error");
        assertThat(inFlight()).isZero();
        execute();
        delegate.last().headers().bodyEnds().completes();
        assertThat(http.nodes()).allMatch(node -> node.state() == NodeState.UP);
    }

    @Test
    void errorOfTheCallersHandler_doesNotKeepTheFutureFromCompleting() {
        CompletableFuture<Void> result = http.execute(request()
                .responseHandler(new SdkAsyncHttpResponseHandler() {
                    @Override
                    public void onHeaders(SdkHttpResponse headers) {}

                    @Override
                    public void onStream(Publisher<ByteBuffer> stream) {}

                    @Override
                    public void onError(Throwable failure) {
                        throw new NoClassDefFoundError("com/example/Missing");
                    }
                })
                .build());
        delegate.last().futureFails(reset);
        assertThat(result).isCompletedExceptionally();
        assertThat(inFlight()).isZero();
    }
}
