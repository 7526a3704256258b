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
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A server as cheap as it can be, so that what is measured is the client: one thread, no request is made an object, and answers
 * are ready. Each node has an address of its own of 127.0.0.0/8, and all have one port, as Alternator has it.
 */
final class EventLoop implements AutoCloseable {
    private static final int ATTEMPTS = 50;
    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 30_000;
    private static final int BACKLOG = 1_024;

    private final Selector selector;
    private final int port;
    private final List<Cluster> clusters;

    private EventLoop(Selector selector, int port, List<Cluster> clusters) {
        this.selector = selector;
        this.port = port;
        this.clusters = clusters;
    }

    static EventLoop start(int clusters, int nodes) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return listen(clusters, nodes);
            } catch (BindException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException("no addresses of 127.0.0.0/8 can be listened on; this takes Linux", e);
                }
            }
        }
    }

    private static EventLoop listen(int clusters, int nodes) throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int port = random.nextInt(FIRST_PORT, LAST_PORT);
        String network = "127." + random.nextInt(16, 250) + ".";
        List<Cluster> opened = IntStream.range(0, clusters)
                .mapToObj(cluster -> new Cluster(IntStream.rangeClosed(1, nodes)
                        .mapToObj(node -> network + cluster + "." + node)
                        .toList()))
                .toList();
        EventLoop loop = new EventLoop(Selector.open(), port, opened);
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
        channel.register(selector, SelectionKey.OP_ACCEPT, (Ready) () -> accept(channel, cluster));
        channel.bind(new InetSocketAddress(host, port), BACKLOG);
    }

    /** What to do with a channel that is ready. */
    @FunctionalInterface
    private interface Ready {
        void run() throws IOException;
    }

    private void accept(ServerSocketChannel listening, Cluster cluster) throws IOException {
        SocketChannel channel = listening.accept();
        if (channel == null) {
            return;
        }
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, (Ready) new Connection(channel, cluster)::read);
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
                selector.select(EventLoop::serve);
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
