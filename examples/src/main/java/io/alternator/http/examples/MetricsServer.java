package io.alternator.http.examples;

import io.alternator.http.support.Program.InvalidOptionException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Serves a registry's meters to Prometheus, to this machine only. */
public record MetricsServer(LocalServer server) implements AutoCloseable {
    public static final String PATH = "/metrics";

    /**
     * Starts to listen.
     *
     * @param port 0 for any free port
     * @throws UncheckedIOException if the port is taken
     */
    static MetricsServer start(int port, PrometheusMeterRegistry registry) {
        try {
            LocalServer server = new LocalServer(port);
            server.route("GET", PATH, query -> scrape(registry));
            server.start();
            return new MetricsServer(server);
        } catch (InvalidOptionException e) {
            throw new UncheckedIOException(
                    "--metrics: cannot listen on port " + port + "; use another port, or 0", new IOException(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The meters in Prometheus' text format; for another server. */
    public static LocalServer.Reply scrape(PrometheusMeterRegistry registry) {
        byte[] meters = registry.scrape().getBytes(StandardCharsets.UTF_8);
        return new LocalServer.Reply(200, "text/plain; version=0.0.4; charset=utf-8", meters);
    }

    URI uri() {
        return server.uri().resolve(PATH);
    }

    @Override
    public void close() {
        server.close();
    }
}
