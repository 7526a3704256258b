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
 * A minimal server, so that the measurement is dominated by the client: one event loop thread, prebuilt responses, no request
 * objects. Each node has its own address of 127.0.0.0/8 and all use the same port, as in Alternator. The last node of each
 * cluster can be slow.
 */
final class StubServer implements AutoCloseable {
    private static final int ATTEMPTS = 50;
    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 30_000;
    private static final int BACKLOG = 1_024;

    private final Selector selector;
    private final int port;
    private final List<StubCluster> clusters;
    private final DelayedResponses delayedResponses;

    private StubServer(Selector selector, int port, List<StubCluster> clusters, Duration slowNodeDelay) {
        this.selector = selector;
        this.port = port;
        this.clusters = clusters;
        this.delayedResponses = new DelayedResponses(slowNodeDelay);
    }

    static StubServer start(int clusters, int nodes, Duration slowNodeDelay) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return listen(clusters, nodes, slowNodeDelay);
            } catch (BindException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException("cannot listen on addresses of 127.0.0.0/8; this needs Linux", e);
                }
            }
        }
    }

    private static StubServer listen(int clusters, int nodes, Duration slowNodeDelay) throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int port = random.nextInt(FIRST_PORT, LAST_PORT);
        String network = "127." + random.nextInt(16, 250) + ".";
        List<StubCluster> opened = IntStream.range(0, clusters)
                .mapToObj(cluster -> new StubCluster(IntStream.rangeClosed(1, nodes)
                        .mapToObj(node -> network + cluster + "." + node)
                        .toList()))
                .toList();
        StubServer server = new StubServer(Selector.open(), port, opened, slowNodeDelay);
        try {
            for (StubCluster cluster : opened) {
                for (String host : cluster.hosts()) {
                    server.listen(cluster, host);
                }
            }
        } catch (IOException e) {
            server.close();
            throw e;
        }
        Thread thread = new Thread(server::run, "stub-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private void listen(StubCluster cluster, String host) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_ACCEPT, (ReadyHandler) () -> accept(channel, cluster, host));
        channel.bind(new InetSocketAddress(host, port), BACKLOG);
    }

    /** Handles a channel that is ready. */
    @FunctionalInterface
    private interface ReadyHandler {
        void run() throws IOException;
    }

    private void accept(ServerSocketChannel listening, StubCluster cluster, String host) throws IOException {
        SocketChannel channel = listening.accept();
        if (channel == null) {
            return;
        }
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        StubConnection connection = new StubConnection(channel, cluster, cluster.isLast(host), delayedResponses);
        channel.register(selector, SelectionKey.OP_READ, (ReadyHandler) connection::read);
    }

    int port() {
        return port;
    }

    StubCluster cluster(int index) {
        return clusters.get(index);
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(StubServer::serve, delayedResponses.writeDue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(SelectionKey key) {
        try {
            ((ReadyHandler) key.attachment()).run();
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
