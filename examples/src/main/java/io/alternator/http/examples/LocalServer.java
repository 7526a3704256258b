package io.alternator.http.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.alternator.http.support.Program.InvalidOptionException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JDK's HTTP server, bound to 127.0.0.1 only. It accepts requests from this machine only. */
public final class LocalServer implements AutoCloseable {
    public static final String METERS = "/metrics";

    private static final Logger log = LoggerFactory.getLogger(LocalServer.class);
    private static final int THREADS = 4;
    private static final int NO_BODY = -1; // length argument of sendResponseHeaders for an empty body
    private static final byte[] LOOPBACK = {127, 0, 0, 1}; // InetAddress.getLoopbackAddress() may be IPv6

    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("local-server", true));
    private final Map<String, Route> routes = new ConcurrentHashMap<>();

    /** Produces the response from the parameters of the query. {@link IllegalArgumentException} becomes a 400. */
    @FunctionalInterface
    public interface Action {
        Reply reply(Map<String, String> query) throws IOException;
    }

    private record Route(String method, Action action) {}

    /** A response to the browser. */
    @SuppressWarnings("ArrayRecordComponent") // replies are not compared
    public record Reply(int status, String type, byte[] body) {
        public static final Reply NO_CONTENT = new Reply(204, "", "");

        private Reply(int status, String type, String body) {
            this(status, type, body.getBytes(StandardCharsets.UTF_8));
        }

        public static Reply text(int status, String text) {
            return new Reply(status, "text/plain; charset=utf-8", text);
        }
    }

    /**
     * Binds the port; 0 for any free port.
     *
     * @param option names the port on the command line
     * @throws IllegalArgumentException if it is taken
     */
    public LocalServer(String option, int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        } catch (BindException e) {
            throw new InvalidOptionException(
                    option + ": " + port + " is taken; use another, or 0 for any free port", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /** Starts a server of these meters alone. */
    static LocalServer ofMeters(int port, PrometheusMeterRegistry registry) {
        LocalServer server = new LocalServer("--metrics", port);
        server.meters(registry);
        server.start();
        return server;
    }

    public void start() {
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Serves one method of one path. Any other path gets 404, any other method 405. */
    public void route(String method, String path, Action action) {
        routes.put(path, new Route(method, action));
    }

    /** Serves these meters in Prometheus' text format at {@link #METERS}. */
    public void meters(PrometheusMeterRegistry registry) {
        route("GET", METERS, query -> new Reply(200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape()));
    }

    /** Serves a file of the page from the class path. */
    public void file(String path, String name, String type) {
        route("GET", path, query -> {
            try (InputStream file = LocalServer.class.getResourceAsStream("/console/" + name)) {
                return file == null
                        ? Reply.text(500, name + " is missing from the class path")
                        : new Reply(200, type, file.readAllBytes());
            }
        });
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            SameOrigin.addHeaders(exchange.getResponseHeaders());
            if (reply.body().length == 0) {
                exchange.sendResponseHeaders(reply.status(), NO_BODY);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.sendResponseHeaders(reply.status(), reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        Route route = routes.get(path);
        if (!SameOrigin.accepts(method, exchange.getRequestHeaders())) {
            return Reply.text(403, "the console accepts requests from its own page on this machine only");
        }
        if (route == null) {
            return Reply.text(404, "no such page");
        }
        if (!route.method.equals(method)) {
            exchange.getResponseHeaders().set("Allow", route.method);
            return Reply.text(405, "use " + route.method);
        }
        try {
            return route.action.reply(parameters(exchange.getRequestURI()));
        } catch (IllegalArgumentException e) {
            return Reply.text(400, Workload.describe(e));
        } catch (RuntimeException e) {
            log.warn("{} {} failed: {}", method, path, Workload.describe(e));
            return Reply.text(500, Workload.describe(e));
        }
    }

    private static Map<String, String> parameters(URI uri) {
        return new QueryStringDecoder(uri)
                .parameters().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, values -> values.getValue().get(0)));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
