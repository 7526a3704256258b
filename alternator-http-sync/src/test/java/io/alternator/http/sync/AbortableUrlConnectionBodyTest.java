package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AbortableUrlConnectionBodyTest {
    private static final Executor NO_THREADS = task -> {
        throw new AssertionError("the read must not need another thread");
    };

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final AtomicInteger disconnected = new AtomicInteger();
    private final PartlyArrivedStream stream = new PartlyArrivedStream();

    private AbortableUrlConnectionBody body(long length, Executor readers) {
        return new AbortableUrlConnectionBody(stream, length, disconnected::incrementAndGet, readers);
    }

    @Test
    void availableBytes_areReadByTheCaller_upToTheContentLength() throws IOException {
        stream.bytes = "{\"Item\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        stream.arrived = stream.bytes.length;
        AbortableUrlConnectionBody body = body(stream.bytes.length, NO_THREADS);
        assertThat(body.read()).isEqualTo('{');
        assertThat(body.readAllBytes()).hasSize(9);
        body.close();
        assertThat(stream.closed).isOne();
        assertThat(disconnected).hasValue(0);
    }

    @Test
    void missingBytes_areReadByAnotherThread() throws IOException {
        stream.bytes = new byte[] {1, 2, 3};
        stream.arrived = 1;
        AtomicInteger readsElsewhere = new AtomicInteger();
        AbortableUrlConnectionBody body = body(-1, task -> {
            readsElsewhere.incrementAndGet();
            task.run();
        });
        assertThat(body.readAllBytes()).containsExactly(1, 2, 3);
        assertThat(readsElsewhere).hasValue(2); // one for the rest, one for EOF
    }

    @Test
    void rejectedByTheExecutor_theCallerReadsItself() throws IOException {
        stream.bytes = new byte[] {1, 2, 3};
        AbortableUrlConnectionBody body = body(3, task -> {
            throw new RejectedExecutionException("no thread left");
        });
        assertThat(body.readAllBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void failureOfTheReader_isThrownToTheCaller() {
        stream.failure = new EOFException("Premature EOF");
        assertThatThrownBy(body(3, Runnable::run)::read).isSameAs(stream.failure);
    }

    @Test
    void abortOfAnIdleBody_disconnectsImmediately_andOnce() throws IOException {
        AbortableUrlConnectionBody body = body(3, NO_THREADS);
        body.abort();
        body.abort();
        body.close();
        assertThat(disconnected).hasValue(1);
        assertThat(stream.closed).isZero();
        assertThatThrownBy(body::read).isInstanceOf(IOException.class);
    }

    @Test
    void abortUnblocksTheCaller_andTheReaderDisconnects() throws Exception {
        AbortableUrlConnectionBody body = body(3, waiting::add);
        Reader reader = new Reader(body);
        body.abort();
        assertThat(reader.failure()).isInstanceOf(IOException.class).hasMessageContaining("was aborted");
        body.close(); // the SDK closes after an abort; that must not block either
        assertThat(disconnected).hasValue(0);
        waiting.remove().run();
        assertThat(disconnected).hasValue(1);
        assertThat(stream.closed).isZero();
    }

    @Test
    void closeUnblocksTheCaller() throws Exception {
        AbortableUrlConnectionBody body = body(3, waiting::add);
        Reader reader = new Reader(body);
        body.close();
        assertThat(reader.failure()).isInstanceOf(IOException.class);
        stream.failure = new IOException("Read timed out");
        waiting.remove().run();
        assertThat(disconnected).hasValue(1);
    }

    @Test
    void interruptUnblocksTheCaller_whoStaysInterrupted() throws Exception {
        AbortableUrlConnectionBody body = body(3, waiting::add);
        Reader reader = new Reader(body);
        reader.thread.interrupt();
        assertThat(reader.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(reader.interrupted).isTrue();
        waiting.remove().run();
        assertThat(disconnected).hasValue(1);
    }

    /** A caller that waits for another thread to read. */
    private final class Reader {
        private final Thread thread;
        private volatile @Nullable Throwable failure;
        private volatile boolean interrupted;

        private Reader(AbortableUrlConnectionBody body) {
            thread = new Thread(() -> {
                failure = catchThrowable(body::read);
                interrupted = Thread.interrupted();
            });
            thread.start();
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertThat(waiting).hasSize(1);
        }

        private @Nullable Throwable failure() throws InterruptedException {
            thread.join();
            return failure;
        }
    }

    /** A stream of which the first {@code arrived} bytes are available without blocking. */
    private static final class PartlyArrivedStream extends InputStream {
        private byte[] bytes = {};
        private int arrived;
        private int read;
        private int closed;
        private @Nullable IOException failure;

        @Override
        public int read() {
            throw new AssertionError("single-byte read");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (read == bytes.length) {
                return -1;
            }
            int count = Math.min(length, bytes.length - read);
            System.arraycopy(bytes, read, into, offset, count);
            read += count;
            return count;
        }

        @Override
        public int available() {
            return Math.max(0, arrived - read);
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
