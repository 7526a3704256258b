package io.alternator.http.examples.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one method of one path. Any other path gets 404, any other method 405. */
final class Route implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(Route.class);

    private final String method;
    private final String path;
    private final Action action;

    Route(String method, String path, Action action) {
        this.method = method;
        this.path = path;
        this.action = action;
    }

    /** Handles a request. */
    @FunctionalInterface
    interface Action {
        /**
         * Produces the response.
         *
         * @throws IllegalArgumentException if a parameter is invalid; the response is 400 then
         */
        Reply reply(Query query) throws IOException;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            reply(exchange).send(exchange);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            return Reply.text(404, "no such page"); // the JDK's server matches by the longest prefix
        }
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            return Reply.text(405, "use " + method);
        }
        try {
            return action.reply(Query.parse(exchange.getRequestURI().getRawQuery()));
        } catch (IllegalArgumentException e) {
            return Reply.text(400, ErrorMessage.of(e));
        } catch (RuntimeException e) {
            log.warn("{} {} failed: {}", method, path, ErrorMessage.of(e));
            return Reply.text(500, ErrorMessage.of(e));
        }
    }
}
