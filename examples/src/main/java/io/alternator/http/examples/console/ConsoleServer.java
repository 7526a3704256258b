package io.alternator.http.examples.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.alternator.http.examples.Workload;
import io.alternator.http.support.Program.InvalidOptionException;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JDK's HTTP server, bound to 127.0.0.1 only. */
final class ConsoleServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConsoleServer.class);
    private static final int THREADS = 4;
    private static final int NO_BODY = -1; // length argument of sendResponseHeaders for an empty body
    private static final byte[] LOOPBACK = {127, 0, 0, 1}; // InetAddress.getLoopbackAddress() may be IPv6

    private final HttpServer server;
    private final ExecutorService threads;

    /** Produces the response from the parameters of the query. {@link IllegalArgumentException} becomes a 400. */
    @FunctionalInterface
    interface Action {
        Reply reply(Map<String, String> query) throws IOException;
    }

    /** A response to the browser. */
    @SuppressWarnings("ArrayRecordComponent") // replies are not compared
    record Reply(int status, String type, byte[] body) {
        static final Reply NO_CONTENT = new Reply(204, "", new byte[0]);

        static Reply text(int status, String text) {
            return new Reply(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Binds the port; 0 for any free port.
     *
     * @throws IllegalArgumentException if it is taken
     */
    ConsoleServer(int port) throws IOException {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        } catch (BindException e) {
            throw new InvalidOptionException("--port: " + port + " is taken; use another, or 0 for any free port", e);
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

    /** Serves one method of one path. Any other path gets 404, any other method 405. */
    void route(String method, String path, Action action) {
        mount(path, exchange -> {
            try (exchange) {
                send(reply(exchange, method, path, action), exchange);
            }
        });
    }

    /** Serves a file of the page from the class path. */
    void file(String path, String name, String type) {
        route("GET", path, query -> {
            try (InputStream file = ConsoleServer.class.getResourceAsStream("/console/" + name)) {
                return file == null
                        ? Reply.text(500, name + " is missing from the class path")
                        : new Reply(200, type, file.readAllBytes());
            }
        });
    }

    /** Serves a path by any handler. Accepts requests from this machine only. */
    void mount(String path, HttpHandler handler) {
        server.createContext(path, handler).getFilters().add(new SameOrigin());
    }

    static void send(Reply reply, HttpExchange exchange) throws IOException {
        if (reply.body().length == 0) {
            exchange.sendResponseHeaders(reply.status(), NO_BODY);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.sendResponseHeaders(reply.status(), reply.body().length);
        exchange.getResponseBody().write(reply.body());
    }

    private static Reply reply(HttpExchange exchange, String method, String path, Action action) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            return Reply.text(404, "no such page"); // the JDK's server matches by the longest prefix
        }
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            return Reply.text(405, "use " + method);
        }
        try {
            return action.reply(parameters(exchange.getRequestURI().getRawQuery()));
        } catch (IllegalArgumentException e) {
            return Reply.text(400, Workload.describe(e));
        } catch (RuntimeException e) {
            log.warn("{} {} failed: {}", method, path, Workload.describe(e));
            return Reply.text(500, Workload.describe(e));
        }
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
