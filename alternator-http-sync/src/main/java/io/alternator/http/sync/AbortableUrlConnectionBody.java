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
 * A body that nobody waits for in vain, and that is not passed off as complete if it ends before its length. What has arrived is read by the caller; what has not is read by another thread while
 * the caller waits for that one, and can be sent away by an abort, a close or an interrupt. Who is left behind reading is the
 * one to disconnect, when its read ends. For one reader at a time, broken off by anybody.
 */
final class AbortableUrlConnectionBody extends InputStream implements Abortable {
    private static final CompletableFuture<Integer> OVER = new CompletableFuture<>();
    private static final int MOST_AT_ONCE = 8192;

    private final InputStream body;
    private final long length;
    private final Runnable disconnect;
    private final Executor readers;
    private long count;
    private byte[] buffer = {}; // of who reads in the caller's place: the caller may be gone by then

    /** The read that another thread makes; null if there is none, {@link #OVER} after an end. */
    private final AtomicReference<@Nullable CompletableFuture<Integer>> underWay = new AtomicReference<>();

    /**
     * Takes the body over.
     *
     * @param length -1 if it is not known
     * @param disconnect what an abort does; not run while somebody reads, as it would wait for that one
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
            return -1; // needs no thread to be found out
        }
        int arrived = available();
        int read = arrived > 0 || wanted == 0
                ? body.read(bytes, offset, Math.min(arrived, wanted))
                : readAside(bytes, offset, wanted);
        if (read < 0 && length >= 0) { // the JDK passes it off as complete
            throw new EOFException("the body ended after " + count + " of " + length + " bytes");
        }
        count += Math.max(0, read);
        return read;
    }

    /** Asks the body only while nobody reads: it would wait for that one. */
    @Override
    public int available() throws IOException {
        if (underWay.get() == OVER) {
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

    private int readAside(byte[] bytes, int offset, int wanted) throws IOException {
        int most = Math.min(wanted, MOST_AT_ONCE);
        if (buffer.length < most) {
            buffer = new byte[most];
        }
        CompletableFuture<Integer> reading = new CompletableFuture<>();
        if (!underWay.compareAndSet(null, reading)) {
            throw closed();
        }
        try {
            readers.execute(() -> fill(reading, most));
        } catch (RejectedExecutionException tooMany) {
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
            if (isWanted(reading)) {
                reading.complete(read);
            }
        } catch (IOException | RuntimeException | Error e) {
            if (isWanted(reading)) {
                reading.completeExceptionally(e);
            }
        }
    }

    /** After a read: what it brought is wanted, unless the body ended meanwhile. */
    private boolean isWanted(CompletableFuture<Integer> reading) {
        boolean wanted = underWay.compareAndSet(reading, null);
        if (!wanted) {
            disconnect.run();
        }
        return wanted;
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

    /** True if nobody reads, so that the body is the one's to close who ended it first. */
    private boolean end() {
        CompletableFuture<Integer> reading = underWay.getAndSet(OVER);
        if (reading != null && reading != OVER) {
            reading.completeExceptionally(closed());
        }
        return reading == null;
    }

    private static IOException closed() {
        return new IOException("the body is closed, or was broken off");
    }
}
