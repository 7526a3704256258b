package io.alternator.http.internal.discovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Port: resolves a host name to all of its addresses. Does not block the caller. */
public interface Resolver {

    /** False for an IP address. */
    default boolean isName(String host) {
        return host.indexOf(':') < 0 && !host.matches("[0-9.]+");
    }

    /** The addresses in the name server's order. Fails if the name does not resolve within the timeout. */
    CompletableFuture<List<String>> resolve(String host, Duration timeout);
}
