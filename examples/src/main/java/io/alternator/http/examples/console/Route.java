package io.alternator.http.examples.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One path with one method; anything else is refused. */
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

    /** What is done. */
    @FunctionalInterface
    interface Action {
        /**
         * Does it.
         *
         * @throws IllegalArgumentException if the browser asks for nonsense
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
            return Reply.text(404, "there is no such page"); // the server asks the route of the longest prefix
        }
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            return Reply.text(405, "use " + method);
        }
        try {
            return action.reply(Query.parse(exchange.getRequestURI().getRawQuery()));
        } catch (IllegalArgumentException e) {
            return Reply.text(400, Message.of(e));
        } catch (RuntimeException e) {
            log.warn("{} {} failed: {}", method, path, Message.of(e));
            return Reply.text(500, Message.of(e));
        }
    }
}
