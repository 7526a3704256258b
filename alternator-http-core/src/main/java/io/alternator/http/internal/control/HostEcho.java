package io.alternator.http.internal.control;

import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.transport.ControlReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out whether the {@code Host} header reaches a node as it was sent, past the wrapped client and a forward proxy: Alternator
 * answers {@code GET /} with {@code healthy:} and the {@code Host} that it received.
 */
public final class HostEcho {
    private static final String HOST = "alternator-http.invalid";

    private final ControlClient control;

    /** Asks through this client. */
    public HostEcho(ControlClient control) {
        this.control = control;
    }

    /**
     * True if the node received the header as it was sent, false if another one; empty for an answer that no Alternator node gives.
     * Fails without an answer, or with a server error, which may be that of a proxy in front of a node that is down.
     */
    CompletableFuture<Optional<Boolean>> isKept(Node node, Duration timeout) {
        return control.health(node, HOST, timeout).thenApply(HostEcho::isKept);
    }

    private static Optional<Boolean> isKept(ControlReply reply) {
        if (reply.isServerError()) {
            throw new IllegalStateException("HTTP " + reply.status());
        }
        return Optional.of(text(reply))
                .filter(text -> text.startsWith(ServerIdentity.HEALTHY))
                .map(text -> text.equals(ServerIdentity.HEALTHY + HOST));
    }

    private static String text(ControlReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8).strip();
    }
}
