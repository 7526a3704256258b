package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.contract.UnsignedRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * What the caller is told of a failure after the headers. The SDK's handler serves the next attempt too, as soon as it knows that this
 * one failed; a client that was cancelled goes on for a while.
 */
final class FailureAfterHeadersTest {
    private final IOException reset = new IOException("Connection reset");
    private final FakeAsyncClient delegate = new FakeAsyncClient();
    private final AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(
            delegate,
            AlternatorConfig.builder().seeds("n1", "n2").domain("dog.example").build());
    private final Caller caller = new Caller();

    @AfterEach
    void close() {
        http.close();
    }

    private FakeAsyncClient.Exchange send() {
        caller.result = http.execute(AsyncExecuteRequest.builder()
                .request(UnsignedRequest.to("dog.example", "GetItem").build())
                .requestContentPublisher(new NoContent())
                .responseHandler(caller)
                .build());
        return delegate.last();
    }

    @Test
    void handlerIsToldBeforeTheFutureFails_andNothingFollows() {
        FakeAsyncClient.Exchange exchange = send().headersWithoutBody(200).futureFails(reset);
        assertThat(caller.events).containsExactly("headers", "handler failed");
        assertThat(caller.result).isCompletedExceptionally();
        exchange.headersWithoutBody(200).stream().onError(reset);
        assertThat(caller.events).containsExactly("headers", "handler failed");
        assertThat(exchange.bodyCancelled).isTrue();
    }

    @Test
    void handlerIsToldBeforeTheSubscriber_whichEndsTheAttemptForTheSdk() {
        FakeAsyncClient.Exchange exchange = send().headers().bodyFails(reset).fail(reset);
        assertThat(caller.events).containsExactly("headers", "subscribed", "handler failed", "body failed");
        exchange.part("late").bodyEnds();
        assertThat(caller.events).containsExactly("headers", "subscribed", "handler failed", "body failed");
        assertThat(caller.result).isCompletedExceptionally();
    }

    @Test
    void failureWhileTheHandlerIsInACall_isToldAfterIt() {
        caller.failsDuring = "headers";
        FakeAsyncClient.Exchange exchange = send().headers();
        assertThat(caller.events).containsExactly("headers", "headers end", "handler failed");
        assertThat(caller.result).isCompletedExceptionally();
        assertThat(exchange.bodyCancelled).isTrue();
    }

    @Test
    void failureWhileTheSubscriberIsInACall_isToldAfterIt() {
        caller.failsDuring = "part";
        send().headers().part("{").part("}");
        assertThat(caller.events)
                .containsExactly("headers", "subscribed", "part", "part end", "handler failed", "body failed");
    }

    @Test
    void failureWhileTheSubscriberGetsItsSubscription_isToldAfterIt() {
        caller.failsDuring = "subscribed";
        send().headers();
        assertThat(caller.events)
                .containsExactly("headers", "subscribed", "subscribed end", "handler failed", "body failed");
    }

    @Test
    void failureAfterTheBodysEnd_isNotTold_asTheSdkMayHaveItsNextAttempt() {
        FakeAsyncClient.Exchange exchange = send().headers().bodyEnds();
        exchange.fail(reset);
        assertThat(caller.events).containsExactly("headers", "subscribed", "body ended");
        assertThat(caller.result).isCompletedExceptionally();
    }

    @Test
    void handlerOfACallerThatGaveUp_isToldNothing_itsSubscriberIs() {
        FakeAsyncClient.Exchange exchange = send().headers();
        caller.result.completeExceptionally(new TimeoutException("the caller's"));
        exchange.part("late").fail(reset);
        assertThat(caller.events).containsExactly("headers", "subscribed", "body failed");
    }

    @Test
    void callerThatGaveUpBeforeTheBody_doesNotGetIt() {
        FakeAsyncClient.Exchange exchange = send().headersWithoutBody(200);
        caller.result.completeExceptionally(new TimeoutException("the caller's"));
        exchange.stream();
        assertThat(caller.events).containsExactly("headers");
        assertThat(exchange.bodyCancelled).isTrue();
    }

    @Test
    void subscriberThatComesAfterTheFailure_isToldOfIt() {
        caller.subscribes = false;
        FakeAsyncClient.Exchange exchange = send().headers().futureFails(reset);
        assertThat(caller.events).containsExactly("headers", "handler failed");
        Objects.requireNonNull(caller.body).subscribe(caller.subscriber);
        assertThat(caller.events).containsExactly("headers", "handler failed", "subscribed", "body failed");
        assertThat(exchange.bodyCancelled).isTrue();
    }

    @Test
    void subscriberThatCancelled_isToldNothing() {
        send().headers();
        Objects.requireNonNull(caller.subscription).cancel();
        delegate.last().futureFails(reset).onError(reset);
        assertThat(caller.events).containsExactly("headers", "subscribed", "handler failed");
    }

    /** The SDK's side: records what its handler and the body's subscriber are told. */
    private final class Caller implements SdkAsyncHttpResponseHandler {
        private final List<String> events = new ArrayList<>();
        private final Body subscriber = new Body();
        private CompletableFuture<Void> result = new CompletableFuture<>();
        private String failsDuring = "";
        private boolean subscribes = true;
        private @Nullable Publisher<ByteBuffer> body;
        private @Nullable Subscription subscription;

        private void called(String call) {
            events.add(call);
            if (call.equals(failsDuring)) {
                delegate.last().futureFails(reset);
                assertThat(result).isNotDone();
                events.add(call + " end");
            }
        }

        @Override
        public void onHeaders(SdkHttpResponse headers) {
            called("headers");
        }

        @Override
        public void onStream(Publisher<ByteBuffer> stream) {
            body = stream;
            if (subscribes) {
                stream.subscribe(subscriber);
            }
        }

        @Override
        public void onError(Throwable failure) {
            events.add("handler failed");
            assertThat(result).isNotDone();
        }

        private final class Body implements Subscriber<ByteBuffer> {
            @Override
            public void onSubscribe(Subscription opened) {
                subscription = opened;
                called("subscribed");
            }

            @Override
            public void onNext(ByteBuffer part) {
                called("part");
            }

            @Override
            public void onComplete() {
                events.add("body ended");
            }

            @Override
            public void onError(Throwable failure) {
                events.add("body failed");
            }
        }
    }
}
