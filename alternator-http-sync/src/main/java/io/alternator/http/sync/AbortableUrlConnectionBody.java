package io.alternator.http.sync;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.Abortable;

/**
 * A body of the JDK's HttpURLConnection that can be aborted while it is read, and whose truncation is an error. The caller reads
 * what has arrived; for the rest another thread reads while the caller waits for it, until an abort, a close or an interrupt ends
 * the wait. If a read is in progress then, the reading thread disconnects when its read ends. One reader at a time; abort and
 * close from any thread.
 */
final class AbortableUrlConnectionBody extends InputStream implements Abortable {
    private static final CompletableFuture<Integer> OVER = new CompletableFuture<>();
    private static final int MAX_READ = 8192;

    private final InputStream body;
    private final long length;
    private final Runnable disconnect;
    private final Executor readers;
    private long count;
    private byte[] buffer = {}; // for the other thread: the caller's array may be reused after an abort

    /** The read in progress on another thread; null if there is none, {@link #OVER} after an abort or close. */
    private final AtomicReference<@Nullable CompletableFuture<Integer>> inProgress = new AtomicReference<>();

    /**
     * Takes ownership of the body.
     *
     * @param length -1 if unknown
     * @param disconnect aborts the connection; it is not run during a read, because it would block until the read ends
     */
    AbortableUrlConnectionBody(InputStream body, long length, Runnable disconnect, Executor readers) {
        this.body = body;
        this.length = length;
        this.disconnect = disconnect;
        this.readers = readers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? read : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        if (count == length) {
            return -1; // known without reading
        }
        int arrived = available();
        int read = arrived > 0 || wanted == 0
                ? body.read(bytes, offset, Math.min(arrived, wanted))
                : readOnOtherThread(bytes, offset, wanted);
        if (read < 0 && length >= 0) { // the JDK reports it as complete
            throw new EOFException("the body ended after " + count + " of " + length + " bytes");
        }
        count += Math.max(0, read);
        return read;
    }

    /** The body is asked only while no read is in progress: it would block until that ends. */
    @Override
    public int available() throws IOException {
        if (inProgress.get() == OVER) {
            throw closed();
        }
        return body.available();
    }

    @Override
    public void close() throws IOException {
        if (end()) {
            body.close();
        }
    }

    @Override
    public void abort() {
        if (end()) {
            disconnect.run();
        }
    }

    private int readOnOtherThread(byte[] bytes, int offset, int wanted) throws IOException {
        int most = Math.min(wanted, MAX_READ);
        if (buffer.length < most) {
            buffer = new byte[most];
        }
        CompletableFuture<Integer> reading = new CompletableFuture<>();
        if (!inProgress.compareAndSet(null, reading)) {
            throw closed();
        }
        try {
            readers.execute(() -> fill(reading, most));
        } catch (RejectedExecutionException noThread) {
            fill(reading, most);
        }
        int read = await(reading);
        if (read > 0) {
            System.arraycopy(buffer, 0, bytes, offset, read);
        }
        return read;
    }

    private void fill(CompletableFuture<Integer> reading, int most) {
        try {
            int read = body.read(buffer, 0, most);
            if (mayDeliver(reading)) {
                reading.complete(read);
            }
        } catch (IOException | RuntimeException | Error e) {
            if (mayDeliver(reading)) {
                reading.completeExceptionally(e);
            }
        }
    }

    /** True if the read's result is to be delivered; if the body was aborted meanwhile, disconnects instead. */
    private boolean mayDeliver(CompletableFuture<Integer> reading) {
        boolean deliver = inProgress.compareAndSet(reading, null);
        if (!deliver) {
            disconnect.run();
        }
        return deliver;
    }

    private int await(CompletableFuture<Integer> reading) throws IOException {
        try {
            return reading.get();
        } catch (InterruptedException e) {
            abort();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the body");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IOException("reading the body failed", e.getCause());
        }
    }

    /** Returns true if no read is in progress; the caller must then close the body. */
    private boolean end() {
        CompletableFuture<Integer> reading = inProgress.getAndSet(OVER);
        if (reading != null && reading != OVER) {
            reading.completeExceptionally(closed());
        }
        return reading == null;
    }

    private static IOException closed() {
        return new IOException("the body is closed or was aborted");
    }
}
