package io.alternator.http.examples.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A response to the browser. */
record Reply(int status, String type, String body) {
    private static final int NO_BODY = -1; // length argument of sendResponseHeaders for an empty body

    static Reply noContent() {
        return new Reply(204, "", "");
    }

    static Reply text(int status, String text) {
        return new Reply(status, "text/plain; charset=utf-8", text);
    }

    static Reply json(String body) {
        return new Reply(200, "application/json", body);
    }

    void send(HttpExchange exchange) throws IOException {
        if (body.isEmpty()) {
            exchange.sendResponseHeaders(status, NO_BODY);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
