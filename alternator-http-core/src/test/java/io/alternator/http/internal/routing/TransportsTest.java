package io.alternator.http.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.testing.FakeTransport;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TransportsTest {
    private static final int THREADS = 8;
    private static final int CLIENTS = 500;

    /** As the SDK's, this one gets confused by two threads at once. */
    private static final class Builder {
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger met = new AtomicInteger();

        private FakeTransport build() {
            met.addAndGet(inside.getAndIncrement());
            FakeTransport client = new FakeTransport();
            inside.getAndDecrement();
            return client;
        }
    }

    @Test
    void clientsOfNodes_areBuiltOneAfterTheOther() {
        Builder builder = new Builder();
        Transports<FakeTransport> transports = Transports.perNode(builder::build);
        CompletableFuture<?>[] threads = IntStream.range(0, THREADS)
                .mapToObj(thread -> CompletableFuture.runAsync(
                        () -> Collections.nCopies(CLIENTS, transports).forEach(each -> each.release(each.open()))))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(threads).join();
        assertThat(builder.met).hasValue(0);
    }
}
