package io.alternator.http.internal.control;

import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.transport.ControlReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out whether a forward proxy leaves the {@code Host} header as it is: Alternator answers {@code GET /} with {@code healthy:}
 * and the {@code Host} that it received.
 */
public final class HostEcho {
    private static final String HOST = "alternator-http.invalid";

    private final ControlClient control;

    /** Asks through this client. */
    public HostEcho(ControlClient control) {
        this.control = control;
    }

    /** True if the node received the header as it was sent; false as well if there is no such answer. Does not fail. */
    public CompletableFuture<Boolean> isKept(Node node, Duration timeout) {
        return control.health(node, HOST, timeout).handle((reply, failure) -> reply != null && isEcho(reply));
    }

    private static boolean isEcho(ControlReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8).strip().equals(ServerIdentity.HEALTHY + HOST);
    }
}
