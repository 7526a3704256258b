package io.alternator.http.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** A connection of a contender to a node. Confined to the event loop. */
final class StubConnection {
    private final SocketChannel channel;
    private final StubCluster cluster;
    private final boolean toLastNode;
    private final DelayedResponses delayedResponses;
    private final RequestReader requests = new RequestReader();

    StubConnection(SocketChannel channel, StubCluster cluster, boolean toLastNode, DelayedResponses delayedResponses) {
        this.channel = channel;
        this.cluster = cluster;
        this.toLastNode = toLastNode;
        this.delayedResponses = delayedResponses;
        cluster.connectionAccepted();
    }

    /** Reads what has arrived and answers all complete requests. Closes the connection at its end or on an error. */
    void read() {
        try {
            int read = channel.read(requests.buffer());
            if (read <= 0) {
                close();
                return;
            }
            cluster.bytesRead(read);
            for (Optional<StubCluster.RequestKind> next = requests.next(); next.isPresent(); next = requests.next()) {
                respond(next.get());
            }
        } catch (IOException e) {
            close();
        }
    }

    private void respond(StubCluster.RequestKind kind) throws IOException {
        byte[] response = cluster.respond(kind, toLastNode);
        if (toLastNode && kind == StubCluster.RequestKind.API) {
            delayedResponses.execute(() -> writeIfOpen(response));
        } else {
            write(ByteBuffer.wrap(response));
        }
    }

    private void writeIfOpen(byte[] response) {
        if (channel.isOpen()) {
            try {
                write(ByteBuffer.wrap(response));
            } catch (IOException e) {
                close();
            }
        }
    }

    /** Writes without waiting: the small response always fits into the socket buffer of a client that reads. */
    private void write(ByteBuffer response) throws IOException {
        channel.write(response);
        if (response.hasRemaining()) {
            throw new IOException("the client does not read");
        }
    }

    private void close() {
        cluster.connectionClosed();
        try {
            channel.close();
        } catch (IOException e) {
            // nothing left to release
        }
    }
}
