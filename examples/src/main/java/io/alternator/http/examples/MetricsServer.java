package io.alternator.http.examples;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Serves a registry's meters to Prometheus, on the loopback interface only. */
final class MetricsServer implements AutoCloseable {
    private static final String PATH = "/metrics";

    private final HttpServer server;

    private MetricsServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free port
     * @throws UncheckedIOException if the port is taken
     */
    static MetricsServer start(int port, PrometheusMeterRegistry registry) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            HttpServer server = HttpServer.create(address, 0);
            server.createContext(PATH, new MetricsHandler(registry));
            server.start();
            return new MetricsServer(server);
        } catch (IOException e) {
            throw new UncheckedIOException("--metrics: cannot listen on " + address + "; use another port, or 0", e);
        }
    }

    URI uri() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + PATH);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
