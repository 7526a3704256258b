package io.alternator.http.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One of a contender's connections. On the event loop. */
final class Connection {
    private final SocketChannel channel;
    private final Cluster cluster;
    private final boolean toLastNode;
    private final SlowAnswers slowAnswers;
    private final RequestReader requests = new RequestReader();

    Connection(SocketChannel channel, Cluster cluster, boolean toLastNode, SlowAnswers slowAnswers) {
        this.channel = channel;
        this.cluster = cluster;
        this.toLastNode = toLastNode;
        this.slowAnswers = slowAnswers;
        cluster.accepted();
    }

    /** Answers whatever has arrived; ends with what it does not understand. */
    void read() {
        try {
            int read = channel.read(requests.buffer());
            if (read <= 0) {
                close();
                return;
            }
            cluster.read(read);
            for (Optional<Cluster.RequestLine> next = requests.next(); next.isPresent(); next = requests.next()) {
                answer(next.get());
            }
        } catch (IOException e) {
            close();
        }
    }

    private void answer(Cluster.RequestLine line) throws IOException {
        byte[] answer = cluster.answer(line, toLastNode);
        if (toLastNode && line == Cluster.RequestLine.API) {
            slowAnswers.execute(() -> writeIfOpen(answer));
        } else {
            write(ByteBuffer.wrap(answer));
        }
    }

    private void writeIfOpen(byte[] answer) {
        if (channel.isOpen()) {
            try {
                write(ByteBuffer.wrap(answer));
            } catch (IOException e) {
                close();
            }
        }
    }

    /** A client that waits for an answer has room for it. */
    private void write(ByteBuffer answer) throws IOException {
        channel.write(answer);
        if (answer.hasRemaining()) {
            throw new IOException("the client does not read");
        }
    }

    private void close() {
        cluster.closed();
        try {
            channel.close();
        } catch (IOException e) {
            // as good as closed
        }
    }
}
