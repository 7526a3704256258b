package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.contract.UnsignedRequest;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullRequest;

/** What fails in the application's own code is not held against the nodes. */
final class CallersFailureTest {
    private static final int MORE_THAN_EJECT_A_NODE = 30;

    private final FakeClient delegate = new FakeClient();
    private final AlternatorHttpClient http = AlternatorHttpClient.wrap(
            delegate, AlternatorConfig.builder().seeds("n1", "n2", "n3").build());

    @AfterEach
    void close() {
        http.close();
    }

    private HttpExecuteResponse call(ContentStreamProvider body) throws IOException {
        return http.prepareRequest(HttpExecuteRequest.builder()
                        .request(UnsignedRequest.to("n1", "PutItem")
                                .contentStreamProvider(body)
                                .build())
                        .contentStreamProvider(body)
                        .build())
                .call();
    }

    private void failsWith(Throwable expected, ContentStreamProvider body) {
        for (int i = 0; i < MORE_THAN_EJECT_A_NODE; i++) {
            assertThatThrownBy(() -> call(body)).isSameAs(expected);
        }
        assertThat(delegate.requests).hasSize(MORE_THAN_EJECT_A_NODE);
        assertThat(http.nodes())
                .hasSize(3)
                .allMatch(node -> node.state() == NodeState.UP && node.weight() == 1 && node.inFlight() == 0);
    }

    @Test
    void bodyThatCannotBeOpened_saysNothingAboutTheNode() {
        IllegalStateException expected = new IllegalStateException("no file");
        failsWith(expected, () -> {
            throw expected;
        });
    }

    @Test
    void bodyThatCannotBeRead_saysNothingAboutTheNode() {
        IOException expected = new IOException("disk");
        failsWith(expected, () -> new InputStream() {
            @Override
            public int read() throws IOException {
                throw expected;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw expected;
            }
        });
    }

    /** As a client may do on another thread when the node closes the connection. */
    @Test
    void bodyThatFailsSinceTheClientClosedIt_isTheNodesFailure() {
        delegate.beforeAnswer = () -> {
            InputStream sent = delegate.requests
                    .get(0)
                    .contentStreamProvider()
                    .orElseThrow()
                    .newStream();
            assertThatThrownBy(() -> {
                        sent.close();
                        sent.read();
                    })
                    .hasMessage("closed");
        };
        delegate.failure = new IOException("Connection reset");
        assertThatThrownBy(() -> call(ClosableBody::new)).isSameAs(delegate.failure);
        assertThat(http.nodes()).filteredOn(node -> node.weight() < 1).hasSize(1);
    }

    private static final class ClosableBody extends InputStream {
        private boolean closed;

        @Override
        public int read() throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
            return -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void requestThatTheWrappedClientCannotPrepare_saysNothingAboutTheNode() {
        IllegalArgumentException expected = new IllegalArgumentException("invalid header");
        delegate.beforePreparing = request -> {
            throw expected;
        };
        failsWith(expected, ContentStreamProvider.fromUtf8String("{}"));
    }

    @Test
    void wrappedClientGetsAFullRequest_asFromTheSdk() throws IOException {
        ContentStreamProvider body = ContentStreamProvider.fromUtf8String("{}");
        delegate.beforePreparing = request -> assertThat(((SdkHttpFullRequest) request).contentStreamProvider())
                .hasValue(body);
        assertThat(call(body).httpResponse().statusCode()).isEqualTo(200);
    }
}
