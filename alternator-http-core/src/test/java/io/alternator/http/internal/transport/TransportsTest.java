package io.alternator.http.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.testing.FakeTransport;
import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

final class TransportsTest {
    private static final NodeAddress TARGET = new NodeAddress("n1", 8000);
    private static final int THREADS = 8;
    private static final int TRANSPORTS_PER_THREAD = 500;

    /** A builder that is not thread-safe, like the SDK's. It counts concurrent calls. */
    private static final class Builder {
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger overlaps = new AtomicInteger();

        private FakeTransport build() {
            overlaps.addAndGet(running.getAndIncrement());
            FakeTransport transport = new FakeTransport();
            running.getAndDecrement();
            return transport;
        }
    }

    @Test
    void transportsOfNodesAreBuiltOneAfterTheOther() {
        Builder builder = new Builder();
        Transports transports = WrappedClients.perNode(builder::build, Optional.empty(), Runnable::run);
        CompletableFuture<?>[] threads = IntStream.range(0, THREADS)
                .mapToObj(thread ->
                        CompletableFuture.runAsync(() -> Collections.nCopies(TRANSPORTS_PER_THREAD, transports)
                                .forEach(each -> each.release(each.open(TARGET)))))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(threads).join();
        assertThat(builder.overlaps).hasValue(0);
    }

    private static Optional<String> connectionHeader(Transports transports, String scheme) {
        FakeTransport control = (FakeTransport) transports.control();
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create(scheme + "://" + TARGET + "/"))
                .build();
        transports.sendControl(TARGET, request, 1024, () -> {});
        return control.lastRequest().firstMatchingHeader("Connection");
    }

    @Test
    void controlCalls_keepNoConnectionOpen_exceptOverTlsAndInTheRequestsPool() {
        assertThat(connectionHeader(WrappedClients.shared(FakeTransport::new, Optional.empty(), Runnable::run), "http"))
                .contains("close");
        assertThat(connectionHeader(
                        WrappedClients.perNode(FakeTransport::new, Optional.empty(), Runnable::run), "http"))
                .contains("close");
        assertThat(connectionHeader(
                        WrappedClients.perNode(FakeTransport::new, Optional.empty(), Runnable::run), "https"))
                .isEmpty();
        assertThat(connectionHeader(WrappedClients.shared(new FakeTransport(), Runnable::run), "http"))
                .isEmpty();
    }
}
