package io.alternator.http.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A server as cheap as it can be, so that what is measured is the client: one thread, no request is made an object, and answers
 * are ready. Each node has an address of its own of 127.0.0.0/8, and all have one port, as Alternator has it. The last node of
 * each cluster may be slow.
 */
final class EventLoop implements AutoCloseable {
    private static final int ATTEMPTS = 50;
    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 30_000;
    private static final int BACKLOG = 1_024;

    private final Selector selector;
    private final int port;
    private final List<Cluster> clusters;
    private final SlowAnswers slowAnswers;

    private EventLoop(Selector selector, int port, List<Cluster> clusters, Duration slowness) {
        this.selector = selector;
        this.port = port;
        this.clusters = clusters;
        this.slowAnswers = new SlowAnswers(slowness);
    }

    static EventLoop start(int clusters, int nodes, Duration slowness) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return listen(clusters, nodes, slowness);
            } catch (BindException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException("no addresses of 127.0.0.0/8 can be listened on; this takes Linux", e);
                }
            }
        }
    }

    private static EventLoop listen(int clusters, int nodes, Duration slowness) throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int port = random.nextInt(FIRST_PORT, LAST_PORT);
        String network = "127." + random.nextInt(16, 250) + ".";
        List<Cluster> opened = IntStream.range(0, clusters)
                .mapToObj(cluster -> new Cluster(IntStream.rangeClosed(1, nodes)
                        .mapToObj(node -> network + cluster + "." + node)
                        .toList()))
                .toList();
        EventLoop loop = new EventLoop(Selector.open(), port, opened, slowness);
        try {
            for (Cluster cluster : opened) {
                for (String host : cluster.hosts()) {
                    loop.listen(cluster, host);
                }
            }
        } catch (IOException e) {
            loop.close();
            throw e;
        }
        Thread thread = new Thread(loop::run, "server");
        thread.setDaemon(true);
        thread.start();
        return loop;
    }

    private void listen(Cluster cluster, String host) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_ACCEPT, (Ready) () -> accept(channel, cluster, host));
        channel.bind(new InetSocketAddress(host, port), BACKLOG);
    }

    /** What to do with a channel that is ready. */
    @FunctionalInterface
    private interface Ready {
        void run() throws IOException;
    }

    private void accept(ServerSocketChannel listening, Cluster cluster, String host) throws IOException {
        SocketChannel channel = listening.accept();
        if (channel == null) {
            return;
        }
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Connection connection = new Connection(channel, cluster, cluster.isLast(host), slowAnswers);
        channel.register(selector, SelectionKey.OP_READ, (Ready) connection::read);
    }

    int port() {
        return port;
    }

    Cluster cluster(int index) {
        return clusters.get(index);
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(EventLoop::serve, slowAnswers.writeThoseDue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(SelectionKey key) {
        try {
            ((Ready) key.attachment()).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
