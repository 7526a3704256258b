package io.alternator.http.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.testing.FakeTransport;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
}
