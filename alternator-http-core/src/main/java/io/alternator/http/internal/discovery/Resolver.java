package io.alternator.http.internal.discovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Turns a host name into all its addresses; off the caller's thread, as a name server may be slow. */
public interface Resolver {

    /** False for an IP address, which stands for itself. */
    default boolean isName(String host) {
        return host.indexOf(':') < 0 && !host.matches("[0-9.]+");
    }

    /** The addresses in the name server's order; fails if there are none within the limit. */
    CompletableFuture<List<String>> resolve(String host, Duration limit);
}
