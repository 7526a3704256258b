package io.alternator.http.testkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import mockwebserver3.MockResponseBody;
import okio.BufferedSink;

/** A response body to which something happens when half of it is on its way; the rest follows, if the connection lasts. */
final class HalvedBody implements MockResponseBody {
    private final byte[] bytes;
    private final Incident incident;

    HalvedBody(String body, Incident incident) {
        this.bytes = body.getBytes(StandardCharsets.UTF_8);
        this.incident = incident;
    }

    /** What happens. */
    @FunctionalInterface
    interface Incident {
        void happen() throws InterruptedException;
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
            incident.happen();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the node was stopped");
        }
        sink.write(bytes, half, bytes.length - half).flush();
    }
}
