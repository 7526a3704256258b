package io.alternator.http.testkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import mockwebserver3.MockResponseBody;
import okio.BufferedSink;

/** A response body that runs an action once half of it is flushed. The rest follows if the connection is still open. */
final class FaultyBody implements MockResponseBody {
    private final byte[] bytes;
    private final MidBodyAction midBodyAction;

    FaultyBody(byte[] bytes, MidBodyAction midBodyAction) {
        this.bytes = bytes;
        this.midBodyAction = midBodyAction;
    }

    @FunctionalInterface
    interface MidBodyAction {
        void run() throws InterruptedException;
    }

    @Override
    public long getContentLength() {
        return bytes.length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        int half = bytes.length / 2;
        sink.write(bytes, 0, half).flush();
        try {
            midBodyAction.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the node was stopped in the middle of a response body");
        }
        sink.write(bytes, half, bytes.length - half).flush();
    }
}
