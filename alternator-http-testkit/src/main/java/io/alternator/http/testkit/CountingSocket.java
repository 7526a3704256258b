package io.alternator.http.testkit;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.LongAdder;

/** A connection that counts its bytes, and is closed when its client resets it, which MockWebServer leaves open. */
final class CountingSocket extends Socket {
    private final LongAdder received;
    private final LongAdder sent;

    CountingSocket(LongAdder received, LongAdder sent) {
        this.received = received;
        this.sent = sent;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read;
                try {
                    read = super.read(bytes, offset, length);
                } catch (SocketException e) {
                    closeAfter(e);
                    throw e;
                }
                if (read > 0) {
                    received.add(read);
                }
                return read;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                sent.add(length); // before the client can receive them
                try {
                    out.write(bytes, offset, length);
                } catch (SocketException e) {
                    closeAfter(e);
                    throw e;
                }
            }
        };
    }

    private void closeAfter(SocketException failure) {
        try {
            close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
