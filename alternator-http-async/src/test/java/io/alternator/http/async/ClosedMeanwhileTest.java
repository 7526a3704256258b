package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.UnsignedRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricCollector;
import software.amazon.awssdk.metrics.SdkMetric;
import software.amazon.awssdk.utils.AttributeMap;

/** The caller closes the client while a request is about to be sent in the background. CRT's client would end the process. */
final class ClosedMeanwhileTest {
    private record FakeBuilder(List<FakeAsyncClient> built) implements SdkAsyncHttpClient.Builder<FakeBuilder> {
        @Override
        public SdkAsyncHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            FakeAsyncClient client = new FakeAsyncClient();
            built.add(client);
            return client;
        }
    }

    /** The node is reported when the attempt has its client and is not sent yet. */
    private record ReportedNode(Runnable action) implements MetricCollector {
        @Override
        public String name() {
            return "HttpClient";
        }

        @Override
        public <T> void reportMetric(SdkMetric<T> metric, T data) {
            action.run();
        }

        @Override
        public MetricCollector createChild(String name) {
            return this;
        }

        @Override
        public MetricCollection collect() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void attempt_isNotSentOverAClosedClient() {
        List<FakeAsyncClient> built = new CopyOnWriteArrayList<>();
        AlternatorAsyncHttpClient http = AlternatorAsyncHttpClient.wrapAsync(
                new FakeBuilder(built),
                AlternatorConfig.builder()
                        .seeds("n1")
                        .strategy(RoutingStrategy.PER_CONNECTION)
                        .warmStart(false)
                        .build());
        CompletableFuture<Void> result = http.execute(AsyncExecuteRequest.builder()
                .request(UnsignedRequest.to("n1", "GetItem").build())
                .requestContentPublisher(new NoContent())
                .responseHandler(new RecordingHandler())
                .metricCollector(new ReportedNode(() -> {
                    http.close();
                    Await.until("all are closed", () -> built.stream().allMatch(client -> client.closed.get() == 1));
                }))
                .build());
        Await.until("the request has ended", result::isDone);
        assertThat(result).isCompletedExceptionally();
        assertThat(built).isNotEmpty().allMatch(client -> client.exchanges.isEmpty());
    }

    @Test
    void requestThatIsNotBalanced_isNotSentOverAClosedClient() {
        FakeAsyncClient client = new FakeAsyncClient();
        AsyncTransport transport = new AsyncTransport(client);
        RecordingHandler handler = new RecordingHandler();
        CompletableFuture<Void> result = LateExecution.execute(
                () -> {
                    transport.close();
                    return transport;
                },
                AsyncExecuteRequest.builder()
                        .request(UnsignedRequest.to("n1", "GetItem").build())
                        .requestContentPublisher(new NoContent())
                        .responseHandler(handler)
                        .build(),
                Runnable::run);
        assertThat(result).isCompletedExceptionally();
        assertThat(handler.events).containsExactly("error");
        assertThat(client.exchanges).isEmpty();
    }
}
