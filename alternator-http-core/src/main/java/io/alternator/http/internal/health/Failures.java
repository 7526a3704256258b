package io.alternator.http.internal.health;

import static java.util.Map.entry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of a wrapped HTTP client means. The clients' own exceptions are known by their simple class names,
 * from the most derived class up and then cause by cause: so no client needs to be on the class path, and one that was
 * relocated into another package is still understood. Where a client tells two failures apart by text alone, the text is
 * read. What is unknown counts as {@link Outcome#RESET}: the request may have been sent.
 */
public final class Failures {
    private static final int DEEPEST_CAUSE = 8;

    private static final Map<String, Outcome> BY_CLASS = Map.ofEntries(
            // JDK, and what Apache and Netty derive from it
            entry("ConnectException", Outcome.CONNECT_ERROR),
            entry("NoRouteToHostException", Outcome.CONNECT_ERROR),
            entry("UnknownHostException", Outcome.CONNECT_ERROR),
            entry("UnresolvedAddressException", Outcome.CONNECT_ERROR),
            entry("SSLHandshakeException", Outcome.TLS_ERROR),
            entry("SSLPeerUnverifiedException", Outcome.TLS_ERROR),
            entry("SocketTimeoutException", Outcome.TIMEOUT),
            entry("TimeoutException", Outcome.TIMEOUT), // of our own control calls
            entry("InterruptedException", Outcome.ABORTED),
            entry("InterruptedIOException", Outcome.ABORTED),
            entry("ClosedByInterruptException", Outcome.ABORTED),
            entry("CancellationException", Outcome.ABORTED),
            // Apache 4 and 5: in 4, the pool's timeout derives from the connect timeout
            entry("ConnectionPoolTimeoutException", Outcome.POOL_TIMEOUT),
            entry("ConnectionRequestTimeoutException", Outcome.POOL_TIMEOUT),
            entry("ConnectTimeoutException", Outcome.CONNECT_ERROR),
            // Netty
            entry("ReadTimeoutException", Outcome.TIMEOUT),
            entry("WriteTimeoutException", Outcome.TIMEOUT),
            entry("SdkCancellationException", Outcome.ABORTED));

    private static final List<Map.Entry<String, Outcome>> BY_TEXT = List.of(
            // UrlConnection has one class for both timeouts
            entry("connect timed out", Outcome.CONNECT_ERROR),
            // Netty's pool
            entry("acquire operation took longer", Outcome.POOL_TIMEOUT),
            entry("too many outstanding acquire operations", Outcome.POOL_TIMEOUT),
            // CRT has one class for all
            entry("failed to acquire a connection within", Outcome.POOL_TIMEOUT),
            entry("max pending acquisitions", Outcome.POOL_TIMEOUT),
            entry("socket connection refused", Outcome.CONNECT_ERROR),
            entry("no route to host", Outcome.CONNECT_ERROR),
            entry("network is unreachable", Outcome.CONNECT_ERROR),
            entry("dns", Outcome.CONNECT_ERROR),
            entry("request was cancelled", Outcome.ABORTED),
            // a closed client
            entry("pool shut down", Outcome.ABORTED),
            entry("pool was closed", Outcome.ABORTED));

    private Failures() {}

    /** Classifies a failure that the caller is not known to have brought about. */
    public static Outcome classify(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            Outcome outcome = byText(cause);
            if (outcome == null) {
                outcome = byClass(cause);
            }
            if (outcome != null) {
                return outcome;
            }
            cause = cause.getCause();
        }
        return Outcome.RESET;
    }

    private static @Nullable Outcome byText(Throwable failure) {
        if (failure.getMessage() == null) {
            return null;
        }
        String text = failure.getMessage().toLowerCase(Locale.ROOT);
        for (Map.Entry<String, Outcome> known : BY_TEXT) {
            if (text.contains(known.getKey())) {
                return known.getValue();
            }
        }
        return null;
    }

    private static @Nullable Outcome byClass(Throwable failure) {
        for (Class<?> type = failure.getClass(); type != Throwable.class; type = type.getSuperclass()) {
            Outcome outcome = BY_CLASS.get(type.getSimpleName());
            if (outcome != null) {
                return outcome;
            }
        }
        return null;
    }
}
