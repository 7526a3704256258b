package io.alternator.http.examples.console;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's HTTP server, bound to 127.0.0.1 only. */
final class ConsoleServer implements AutoCloseable {
    private static final int THREADS = 4;
    private static final byte[] LOOPBACK = {127, 0, 0, 1}; // InetAddress.getLoopbackAddress() may be IPv6

    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * Binds the port; 0 for any free port.
     *
     * @throws IllegalArgumentException if it is taken
     */
    ConsoleServer(int port) throws IOException {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        } catch (BindException e) {
            throw new IllegalArgumentException("--port: " + port + " is taken; use another, or 0 for any free port", e);
        }
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "console-http");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
    }

    void start() {
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    void get(String path, Route.Action action) {
        mount(path, new Route("GET", path, action));
    }

    void post(String path, Route.Action action) {
        mount(path, new Route("POST", path, action));
    }

    /** Serves a file of the page from the class path. */
    void file(String path, String name, String type) {
        get(path, query -> {
            try (InputStream file = ConsoleServer.class.getResourceAsStream("/console/" + name)) {
                return file == null
                        ? Reply.text(500, name + " is missing from the class path")
                        : new Reply(200, type, new String(file.readAllBytes(), StandardCharsets.UTF_8));
            }
        });
    }

    /** Serves a path by any handler. Accepts requests from this machine only. */
    void mount(String path, HttpHandler handler) {
        server.createContext(path, handler).getFilters().add(new SameOrigin());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
