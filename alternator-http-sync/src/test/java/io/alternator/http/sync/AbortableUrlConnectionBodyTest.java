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
    private static final Executor NOBODY = task -> {
        throw new AssertionError("needs no thread");
    };

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final AtomicInteger disconnected = new AtomicInteger();
    private final Arrivals arrivals = new Arrivals();

    private AbortableUrlConnectionBody body(long length, Executor readers) {
        return new AbortableUrlConnectionBody(arrivals, length, disconnected::incrementAndGet, readers);
    }

    @Test
    void whatHasArrived_isReadByTheCaller_upToItsKnownEnd() throws IOException {
        arrivals.bytes = "{\"Item\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        arrivals.arrived = arrivals.bytes.length;
        AbortableUrlConnectionBody body = body(arrivals.bytes.length, NOBODY);
        assertThat(body.read()).isEqualTo('{');
        assertThat(body.readAllBytes()).hasSize(9);
        body.close();
        assertThat(arrivals.closed).isOne();
        assertThat(disconnected).hasValue(0);
    }

    @Test
    void whatHasNotArrived_isWaitedForByAnother() throws IOException {
        arrivals.bytes = new byte[] {1, 2, 3};
        arrivals.arrived = 1;
        AtomicInteger others = new AtomicInteger();
        AbortableUrlConnectionBody body = body(-1, task -> {
            others.incrementAndGet();
            task.run();
        });
        assertThat(body.readAllBytes()).containsExactly(1, 2, 3);
        assertThat(others).hasValue(2); // for the rest, and for the end
    }

    @Test
    void noThreadIsLeft_theCallerWaitsItself() throws IOException {
        arrivals.bytes = new byte[] {1, 2, 3};
        AbortableUrlConnectionBody body = body(3, task -> {
            throw new RejectedExecutionException("too many");
        });
        assertThat(body.readAllBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void failureOfTheReader_isTheCallers() {
        arrivals.failure = new EOFException("Premature EOF");
        assertThatThrownBy(body(3, Runnable::run)::read).isSameAs(arrivals.failure);
    }

    @Test
    void abortOfAnIdleBody_disconnectsAtOnce_andOnce() throws IOException {
        AbortableUrlConnectionBody body = body(3, NOBODY);
        body.abort();
        body.abort();
        body.close();
        assertThat(disconnected).hasValue(1);
        assertThat(arrivals.closed).isZero();
        assertThatThrownBy(body::read).isInstanceOf(IOException.class);
    }

    @Test
    void abortFreesTheCaller_andWhoIsLeftBehindDisconnects() throws Exception {
        AbortableUrlConnectionBody body = body(3, waiting::add);
        Reader reader = new Reader(body);
        body.abort();
        assertThat(reader.failure()).isInstanceOf(IOException.class).hasMessageContaining("broken off");
        body.close(); // as the SDK does then; it must not wait either
        assertThat(disconnected).hasValue(0);
        waiting.remove().run();
        assertThat(disconnected).hasValue(1);
        assertThat(arrivals.closed).isZero();
    }

    @Test
    void closeFreesTheCaller() throws Exception {
        AbortableUrlConnectionBody body = body(3, waiting::add);
        Reader reader = new Reader(body);
        body.close();
        assertThat(reader.failure()).isInstanceOf(IOException.class);
        arrivals.failure = new IOException("Read timed out");
        waiting.remove().run();
        assertThat(disconnected).hasValue(1);
    }

    @Test
    void interruptFreesTheCaller_whoStaysInterrupted() throws Exception {
        AbortableUrlConnectionBody body = body(3, waiting::add);
        Reader reader = new Reader(body);
        reader.thread.interrupt();
        assertThat(reader.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(reader.interrupted).isTrue();
        waiting.remove().run();
        assertThat(disconnected).hasValue(1);
    }

    /** A caller who waits for another to read. */
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

    /** Tells how much may be read without waiting. */
    private static final class Arrivals extends InputStream {
        private byte[] bytes = {};
        private int arrived;
        private int read;
        private int closed;
        private @Nullable IOException failure;

        @Override
        public int read() {
            throw new AssertionError("byte by byte");
        }

        @Override
        public int read(byte[] into, int offset, int wanted) throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (read == bytes.length) {
                return -1;
            }
            int count = Math.min(wanted, bytes.length - read);
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
