package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.ClassPathWithout;
import io.alternator.http.contract.ProgramWithoutSdkCore;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.async.SimpleSubscriber;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** An application that has the SDK's HTTP clients, but not its core, which this library needs for its interceptors alone. */
@Timeout(60)
final class WithoutSdkCoreIT {
    /** Sends over Netty's client. */
    public static final class Program extends ProgramWithoutSdkCore {
        @Override
        protected HttpClient open(AlternatorConfig config) {
            return new Client(AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.builder(), config));
        }
    }

    private record Client(AlternatorAsyncHttpClient http) implements ProgramWithoutSdkCore.HttpClient {
        @Override
        public List<NodeStatus> nodes() {
            return http.nodes();
        }

        @Override
        public String send(SdkHttpRequest request, byte[] body) {
            Received received = new Received();
            http.execute(AsyncExecuteRequest.builder()
                            .request(request)
                            .requestContentPublisher(new Content(ByteBuffer.wrap(body)))
                            .responseHandler(received)
                            .build())
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            return received.successful ? received.body.toString() : "";
        }

        @Override
        public void close() {
            http.close();
        }
    }

    /** A body in memory. */
    private record Content(ByteBuffer bytes) implements SdkHttpContentPublisher {

        @Override
        public Optional<Long> contentLength() {
            return Optional.of((long) bytes.remaining());
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Subscription() {
                private boolean sent;

                @Override
                public void request(long parts) {
                    if (!sent) {
                        sent = true;
                        subscriber.onNext(bytes.duplicate());
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {}
            });
        }
    }

    /** A response. */
    private static final class Received implements SdkAsyncHttpResponseHandler {
        private final StringBuilder body = new StringBuilder(); // read after the request's end
        private volatile boolean successful;

        @Override
        public void onHeaders(SdkHttpResponse headers) {
            successful = headers.isSuccessful();
        }

        @Override
        public void onStream(Publisher<ByteBuffer> stream) {
            stream.subscribe(new SimpleSubscriber(part -> body.append(StandardCharsets.UTF_8.decode(part))));
        }

        @Override
        public void onError(Throwable failure) {
            successful = false;
        }
    }

    @Test
    void clientWorks() throws Exception {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3);
                ClassPathWithout loader = ClassPathWithout.artifact("sdk-core")) {
            assertThatThrownBy(() -> loader.loadClass(SdkBytes.class.getName()))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThat(loader.run(Program.class, cluster.seed())).isEqualTo(ProgramWithoutSdkCore.ALL_RIGHT);
            assertThat(cluster.nodes()).extracting(TestNode::requests).allMatch(requests -> requests > 0);
        }
    }
}
