package io.alternator.http.internal.rewrite;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a request's headers differ from those that the SDK wrote.
 *
 * @param host the {@code Host} that is added; null if there is one
 * @param userAgent the other {@code User-Agent}; null to leave it
 * @param asksForGzip true if {@code Accept-Encoding} is added
 * @param removed names, compared without case
 */
record HeaderEdit(
        @Nullable List<String> host, @Nullable List<String> userAgent, boolean asksForGzip, Set<String> removed) {
    static final String HOST = "Host";
    static final String USER_AGENT = "User-Agent";
    static final String ACCEPT_ENCODING = "Accept-Encoding";
    private static final List<String> GZIP = List.of("gzip");

    boolean changesNothing() {
        return host == null && userAgent == null && !asksForGzip && removed.isEmpty();
    }

    /** The values that are sent; null if they are the original's, empty if the header is removed. */
    @Nullable
    List<String> of(String header) {
        if (header.equalsIgnoreCase(HOST)) {
            return host;
        }
        if (header.equalsIgnoreCase(USER_AGENT)) {
            return userAgent;
        }
        if (header.equalsIgnoreCase(ACCEPT_ENCODING)) {
            return asksForGzip ? GZIP : null;
        }
        return removed.contains(header) ? List.of() : null;
    }

    /** The headers that replace the original's or are added. */
    void forEachSet(BiConsumer<? super String, ? super List<String>> consumer) {
        if (host != null) {
            consumer.accept(HOST, host);
        }
        if (userAgent != null) {
            consumer.accept(USER_AGENT, userAgent);
        }
        if (asksForGzip) {
            consumer.accept(ACCEPT_ENCODING, GZIP);
        }
    }
}
