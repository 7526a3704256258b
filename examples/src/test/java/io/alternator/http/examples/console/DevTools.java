package io.alternator.http.examples.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Client of the browser's DevTools protocol over one WebSocket: commands with results, and events by session. */
final class DevTools implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 30;

    private final AtomicInteger sent = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Json>> results = new ConcurrentHashMap<>();
    private final Map<String, Consumer<Json>> listeners = new ConcurrentHashMap<>();
    private final ReentrantLock sending = new ReentrantLock();
    private final WebSocket socket;

    DevTools(URI endpoint) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(endpoint, new Incoming())
                .join();
    }

    /** Registers the listener for all events of a session. */
    void listen(String session, Consumer<Json> listener) {
        listeners.put(session, listener);
    }

    /** Runs a command in a session; the empty session addresses the browser itself. */
    Json run(String session, String method, Map<String, ?> parameters) {
        int id = sent.incrementAndGet();
        Map<String, Object> command = new LinkedHashMap<>(Map.of("id", id, "method", method, "params", parameters));
        if (!session.isEmpty()) {
            command.put("sessionId", session);
        }
        CompletableFuture<Json> result = new CompletableFuture<>();
        results.put(id, result);
        sending.lock(); // a WebSocket sends one message at a time
        try {
            socket.sendText(Json.write(command), true).join();
        } finally {
            sending.unlock();
        }
        Json response = result.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
        if (response.at("error").value() != null) {
            throw new IllegalStateException(
                    method + ": " + response.at("error", "message").text());
        }
        return response.at("result");
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void dispatch(Json message) {
        if (message.at("id").value() != null) {
            CompletableFuture<Json> result =
                    results.remove((int) message.at("id").number());
            if (result != null) {
                result.complete(message);
            }
        } else {
            listeners.getOrDefault(message.at("sessionId").text(), event -> {}).accept(message);
        }
    }

    /** Reassembles messages that arrive in parts. */
    private final class Incoming implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                String whole = parts.toString();
                parts.setLength(0);
                dispatch(Json.parse(whole));
            }
            from.request(1);
            return null; // the part was copied
        }
    }
}
