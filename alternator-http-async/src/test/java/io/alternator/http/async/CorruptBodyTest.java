package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.UnsignedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;

/** What the caller hears of a compressed body that is corrupt. */
final class CorruptBodyTest {
    private final FakeAsyncClient delegate = new FakeAsyncClient();
    private final AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(
            delegate,
            AlternatorConfig.builder()
                    .seeds("n1")
                    .domain("dog.example")
                    .responseCompression(true)
                    .build());
    private final RecordingHandler handler = new RecordingHandler();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void cancelledBody_failsTheCallWithItsCause_whateverTheClientSays() {
        CompletableFuture<Void> result = http.execute(AsyncExecuteRequest.builder()
                .request(UnsignedRequest.to("dog.example", "GetItem").build())
                .requestContentPublisher(new NoContent())
                .responseHandler(handler)
                .build());
        FakeAsyncClient.Exchange exchange = delegate.last();
        exchange.failsWhenBodyIsCancelled = SdkClientException.create("The request was cancelled"); // as CRT's client
        exchange.compressedHeaders().part("this is not what gzip writes");
        assertThat(exchange.bodyCancelled).isTrue();
        assertThat(handler.events)
                .containsExactly("headers", "stream", "error", "error"); // handler and subscriber, each once
        assertThat(result)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IOException.class)
                .withMessageContaining("gzip");
        assertThat(http.nodes()).extracting(NodeStatus::inFlight).containsOnly(0);
    }
}
