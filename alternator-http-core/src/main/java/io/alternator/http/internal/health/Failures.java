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
            // UrlConnection reconnects by itself once it has begun to send; what then fails is no first connect any
            // more
            entry("UncheckedIOException", Outcome.RESET),
            entry("SocketTimeoutException", Outcome.TIMEOUT),
            entry("TimeoutException", Outcome.TIMEOUT), // of our own control calls
            entry("SilentNodeException", Outcome.TIMEOUT), // and of our own making too
            entry("BodyGoneException", Outcome.ABORTED), // likewise: ours, not the node's
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

    /** Of the given class only: other classes' texts name hosts, and a host may be called anything. */
    private static final List<Text> BY_TEXT = List.of(
            // the first record was none of TLS; later ones have other texts
            new Text("SSLException", "unsupported or unrecognized ssl message", Outcome.TLS_ERROR),
            // UrlConnection has one class for both timeouts
            new Text("SocketTimeoutException", "connect timed out", Outcome.CONNECT_ERROR),
            // Netty's pool
            new Text("TimeoutException", "acquire operation took longer", Outcome.POOL_TIMEOUT),
            new Text("IllegalStateException", "too many outstanding acquire operations", Outcome.POOL_TIMEOUT),
            // CRT has one class for all
            new Text("HttpException", "failed to acquire a connection", Outcome.POOL_TIMEOUT),
            new Text("HttpException", "max pending acquisitions", Outcome.POOL_TIMEOUT),
            new Text("HttpException", "connection refused", Outcome.CONNECT_ERROR),
            new Text("HttpException", "query to dns failed", Outcome.CONNECT_ERROR),
            new Text("HttpException", "invalid for dns resolution", Outcome.CONNECT_ERROR),
            new Text("HttpException", "no address was found", Outcome.CONNECT_ERROR),
            new Text("HttpException", "failure to meet throughput minimum", Outcome.TIMEOUT),
            new Text("IOException", "request was cancelled", Outcome.ABORTED),
            // closed on this side, as by a closed client; the other side's doing is a reset or an end
            new Text("SocketException", "socket closed", Outcome.ABORTED),
            new Text("IllegalStateException", "client is closed", Outcome.ABORTED),
            new Text("IllegalStateException", "pool shut down", Outcome.ABORTED));

    private record Text(String className, String text, Outcome outcome) {
        boolean fits(Throwable failure) {
            return failure.getMessage() != null
                    && failure.getMessage().toLowerCase(Locale.ROOT).contains(text)
                    && failure.getClass().getSimpleName().equals(className);
        }
    }

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
        for (Text known : BY_TEXT) {
            if (known.fits(failure)) {
                return known.outcome();
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
