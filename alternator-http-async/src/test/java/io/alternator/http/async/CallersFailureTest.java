package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.contract.UnsignedRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** What fails in the application's own code is not held against the nodes. */
final class CallersFailureTest {
    private static final int MORE_THAN_EJECT_A_NODE = 30;

    private final FakeAsyncClient delegate = new FakeAsyncClient();
    private final AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(
            delegate, AlternatorConfig.builder().seeds("n1", "n2", "n3").build());

    @AfterEach
    void close() {
        http.close();
    }

    private CompletableFuture<Void> execute(SdkHttpContentPublisher body, SdkAsyncHttpResponseHandler handler) {
        return http.execute(AsyncExecuteRequest.builder()
                .request(UnsignedRequest.to("n1", "PutItem").build())
                .requestContentPublisher(body)
                .responseHandler(handler)
                .build());
    }

    private void assertNodesAreUntouched() {
        assertThat(delegate.exchanges).hasSize(MORE_THAN_EJECT_A_NODE);
        assertThat(http.nodes())
                .hasSize(3)
                .allMatch(node -> node.state() == NodeState.UP && node.weight() == 1 && node.inFlight() == 0);
    }

    /** As real clients do: what a callback throws fails the request. */
    private void throwIn(Runnable callback, FakeAsyncClient.Exchange exchange) {
        exchange.fail(Objects.requireNonNull(catchThrowable(callback::run)));
    }

    private record Body(Throwable failure, boolean thrown) implements SdkHttpContentPublisher {
        @Override
        public Optional<Long> contentLength() {
            return Optional.of(2L);
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            if (thrown) {
                throw new IllegalStateException(failure);
            }
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {
                    subscriber.onError(failure);
                }

                @Override
                public void cancel() {}
            });
        }
    }

    @Test
    void bodyThatFails_saysNothingAboutTheNode() {
        IOException expected = new IOException("disk");
        for (int i = 0; i < MORE_THAN_EJECT_A_NODE; i++) {
            assertThat(execute(new Body(expected, false), new RecordingHandler()))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCause(expected);
        }
        assertNodesAreUntouched();
    }

    @Test
    void bodyThatCannotBeSubscribedTo_saysNothingAboutTheNode() {
        delegate.sendsImmediately = request -> false;
        for (int i = 0; i < MORE_THAN_EJECT_A_NODE; i++) {
            execute(new Body(new IOException("disk"), true), new RecordingHandler());
            FakeAsyncClient.Exchange exchange = delegate.last();
            throwIn(exchange::sends, exchange);
        }
        assertNodesAreUntouched();
    }

    /** As real clients do when the node closes the connection while the request is sent. */
    @Test
    void bodyThatFailsWhenTheClientCancelsIt_isTheNodesFailure() {
        delegate.sendsImmediately = request -> false;
        execute(new InterruptedBody(), new RecordingHandler());
        FakeAsyncClient.Exchange exchange = delegate.last();
        exchange.request
                .requestContentPublisher()
                .subscribe(new ClientSubscriber(Subscription::cancel, part -> {}, exchange));
        assertOneNodeHasFailed(exchange);
    }

    @Test
    void bodyThatFailsWhenTheClientDoesNotTakeIt_isTheNodesFailure() {
        delegate.sendsImmediately = request -> false;
        execute(new InterruptedBody(), new RecordingHandler());
        FakeAsyncClient.Exchange exchange = delegate.last();
        exchange.request
                .requestContentPublisher()
                .subscribe(new ClientSubscriber(
                        subscription -> subscription.request(1),
                        part -> {
                            throw new IllegalStateException("the connection is closed");
                        },
                        exchange));
        assertOneNodeHasFailed(exchange);
    }

    private void assertOneNodeHasFailed(FakeAsyncClient.Exchange exchange) {
        assertThat(exchange.future).isCompletedExceptionally();
        assertThat(http.nodes()).filteredOn(node -> node.weight() < 1).hasSize(1);
    }

    /** Fails when it is cancelled, or when its subscriber throws. */
    private static final class InterruptedBody implements SdkHttpContentPublisher {
        @Override
        public Optional<Long> contentLength() {
            return Optional.of(2L);
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {
                    try {
                        subscriber.onNext(ByteBuffer.allocate(1));
                    } catch (RuntimeException e) {
                        subscriber.onError(e);
                    }
                }

                @Override
                public void cancel() {
                    subscriber.onError(new IOException("cancelled"));
                }
            });
        }
    }

    /** A client that reports what the body reports. */
    private record ClientSubscriber(
            Consumer<Subscription> begin, Consumer<ByteBuffer> take, FakeAsyncClient.Exchange exchange)
            implements Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Subscription subscription) {
            begin.accept(subscription);
        }

        @Override
        public void onNext(ByteBuffer part) {
            take.accept(part);
        }

        @Override
        public void onError(Throwable failure) {
            exchange.fail(failure);
        }

        @Override
        public void onComplete() {}
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void handlerThatThrows_atTheHeadersOrAtTheBody_saysNothingAboutTheNode(boolean atHeaders) {
        for (int i = 0; i < MORE_THAN_EJECT_A_NODE; i++) {
            execute(new NoContent(), new ThrowingHandler(atHeaders, !atHeaders));
            FakeAsyncClient.Exchange exchange = delegate.last();
            throwIn(exchange::headers, exchange);
        }
        assertNodesAreUntouched();
    }

    /** No client hears of it: a response without a body ends with its future. */
    @Test
    void handlerThatThrowsAtHeadersThatWereHeldBack_failsTheCall() {
        CompletableFuture<Void> result = execute(new NoContent(), new ThrowingHandler(true, false));
        delegate.last().headersWithoutBody(400).completes();
        assertThat(result).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("the application's");
        assertThat(http.nodes()).allMatch(node -> node.weight() == 1 && node.inFlight() == 0);
    }

    @Test
    void subscriberThatThrows_saysNothingAboutTheNode() {
        for (int i = 0; i < MORE_THAN_EJECT_A_NODE; i++) {
            execute(new NoContent(), new ThrowingHandler(false, false));
            FakeAsyncClient.Exchange exchange = delegate.last().headers();
            throwIn(() -> exchange.part("{}"), exchange);
        }
        assertNodesAreUntouched();
    }

    @Test
    void requestForNoPart_endsABodyThatWasHeldBack_withAnError() {
        RecordingHandler handler = new RecordingHandler();
        CompletableFuture<Void> result = execute(new NoContent(), handler);
        FakeAsyncClient.Exchange exchange = delegate.last().headers(400).part("{\"__type\":\"a#ValidationException\"}");
        Objects.requireNonNull(handler.subscription).request(0);
        assertThat(exchange.bodyCancelled).isTrue();
        assertThat(handler.events).endsWith("error");
        exchange.fail(new IOException("cancelled"));
        assertThat(result).isCompletedExceptionally();
        assertThat(http.nodes()).allMatch(node -> node.weight() == 1 && node.inFlight() == 0);
    }

    @Test
    void requestForNoPart_endsABodyWithItsOwnError_alsoIfTheClientReportsTheCancellation() {
        RecordingHandler handler = new RecordingHandler();
        execute(new NoContent(), handler);
        FakeAsyncClient.Exchange exchange = delegate.last();
        exchange.afterBodyIsCancelled = () -> exchange.bodyFails(new IOException("cancelled"));
        exchange.headers(400).part("{\"__type\":\"a#ValidationException\"}");
        Objects.requireNonNull(handler.subscription).request(0);
        assertThat(handler.failure).isInstanceOf(IllegalArgumentException.class);
    }

    /** Throws at the headers, at the body, or else at the body's first part. */
    private record ThrowingHandler(boolean atHeaders, boolean atBody) implements SdkAsyncHttpResponseHandler {
        @Override
        public void onHeaders(SdkHttpResponse headers) {
            if (atHeaders) {
                throw new IllegalStateException("the application's");
            }
        }

        @Override
        public void onStream(Publisher<ByteBuffer> stream) {
            if (atBody) {
                throw new IllegalStateException("the application's");
            }
            stream.subscribe(new Subscriber<ByteBuffer>() {
                @Override
                public void onSubscribe(Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(ByteBuffer part) {
                    throw new IllegalStateException("the application's");
                }

                @Override
                public void onError(Throwable failure) {}

                @Override
                public void onComplete() {}
            });
        }

        @Override
        public void onError(Throwable failure) {}
    }
}
