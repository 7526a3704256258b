package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

final class BodyInMemoryTest {
    private static final String TEXT = "{\"TableName\":\"dogs\"}";

    private record Body(Publisher<ByteBuffer> parts) implements SdkHttpContentPublisher {
        @Override
        public Optional<Long> contentLength() {
            return Optional.of((long) TEXT.length());
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            parts.subscribe(subscriber);
        }
    }

    private static String text(@Nullable InputStream stream) throws IOException {
        return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void bodyInMemory_isReadAsOftenAsWanted() throws IOException {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        Body whole = new Body(AsyncRequestBody.fromBytes(bytes));
        assertThat(text(BodyInMemory.read(whole))).isEqualTo(TEXT);
        assertThat(text(BodyInMemory.read(whole))).isEqualTo(TEXT);
        Body inParts = new Body(AsyncRequestBody.fromRemainingByteBuffers(
                ByteBuffer.wrap(bytes, 0, 5), ByteBuffer.wrap(bytes, 5, bytes.length - 5)));
        assertThat(text(BodyInMemory.read(inParts))).isEqualTo(TEXT);
        ByteBuffer readOnly = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        assertThat(text(BodyInMemory.read(new Body(AsyncRequestBody.fromByteBuffer(readOnly)))))
                .isEqualTo(TEXT);
        assertThat(text(BodyInMemory.read(new NoContent()))).isEmpty();
    }

    @Test
    void bodyThatComesLater_isNotWaitedFor() {
        AtomicBoolean cancelled = new AtomicBoolean();
        Body late = new Body(subscriber -> subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                subscriber.onNext(ByteBuffer.allocate(1));
            }

            @Override
            public void cancel() {
                cancelled.set(true);
            }
        }));
        assertThat(BodyInMemory.read(late)).isNull();
        assertThat(cancelled).isTrue();
    }
}
