package io.alternator.http.internal.health;

import static java.util.Map.entry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Classifies the exceptions of wrapped HTTP clients.
 *
 * <ul>
 *   <li>Exceptions are recognized by their simple class names, first the class, then its superclasses, then the cause. So no
 *       client needs to be on the class path, and shaded clients are recognized too.
 *   <li>If a client distinguishes two failures only by the message, the message is matched.
 *   <li>An unknown exception is {@link Outcome#RESET}: the request may have been sent.
 * </ul>
 */
public final class Failures {
    private static final int MAX_CAUSES = 8;

    private static final Map<String, Outcome> BY_CLASS = Map.ofEntries(
            // JDK, and subclasses in Apache and Netty
            entry("ConnectException", Outcome.CONNECT_ERROR),
            entry("NoRouteToHostException", Outcome.CONNECT_ERROR),
            // no local port is left for another connection to this node, or this machine forbids it
            entry("BindException", Outcome.LOCAL_ERROR),
            entry("UnknownHostException", Outcome.LOCAL_ERROR),
            entry("UnresolvedAddressException", Outcome.LOCAL_ERROR),
            entry("SSLHandshakeException", Outcome.TLS_ERROR),
            entry("SSLPeerUnverifiedException", Outcome.TLS_ERROR),
            // UrlConnection wraps a failed reconnect in this. It reconnects by itself after it began to send, so the
            // request may have been sent
            entry("UncheckedIOException", Outcome.RESET),
            entry("SocketTimeoutException", Outcome.TIMEOUT),
            entry("TimeoutException", Outcome.TIMEOUT), // this library's control calls
            entry("SilentNodeException", Outcome.TIMEOUT), // this library's
            entry("ClockSkewException", Outcome.CLOCK_SKEW), // this library's
            entry("BodyGoneException", Outcome.ABORTED), // this library's: the request's body cannot be read again
            entry("InterruptedException", Outcome.ABORTED),
            entry("InterruptedIOException", Outcome.ABORTED),
            entry("ClosedByInterruptException", Outcome.ABORTED),
            entry("CancellationException", Outcome.ABORTED),
            // Apache 4 and 5. In 4, the pool timeout is a subclass of the connect timeout
            entry("ConnectionPoolTimeoutException", Outcome.POOL_TIMEOUT),
            entry("ConnectionRequestTimeoutException", Outcome.POOL_TIMEOUT),
            entry("ConnectTimeoutException", Outcome.CONNECT_ERROR),
            // Netty
            entry("ReadTimeoutException", Outcome.TIMEOUT),
            entry("WriteTimeoutException", Outcome.TIMEOUT),
            entry("SdkCancellationException", Outcome.ABORTED));

    /** Matched for the exact class only: other classes' messages contain host names, which may contain any text. */
    private static final List<Text> BY_TEXT = List.of(
            // the response to the handshake was not TLS; later TLS failures have other messages
            new Text("SSLException", "unsupported or unrecognized ssl message", Outcome.TLS_ERROR),
            // UrlConnection has one class for both timeouts
            new Text("SocketTimeoutException", "connect timed out", Outcome.CONNECT_ERROR),
            // Netty's pool
            new Text("TimeoutException", "acquire operation took longer", Outcome.POOL_TIMEOUT),
            new Text("IllegalStateException", "too many outstanding acquire operations", Outcome.POOL_TIMEOUT),
            // CRT has one class for all failures
            new Text("HttpException", "failed to acquire a connection", Outcome.POOL_TIMEOUT),
            new Text("HttpException", "max pending acquisitions", Outcome.POOL_TIMEOUT),
            new Text("HttpException", "connection refused", Outcome.CONNECT_ERROR),
            new Text("HttpException", "no route to host", Outcome.CONNECT_ERROR),
            new Text("HttpException", "invalid socket address", Outcome.LOCAL_ERROR), // no local port is left
            new Text("HttpException", "does not have permission", Outcome.LOCAL_ERROR),
            new Text("HttpException", "query to dns failed", Outcome.LOCAL_ERROR),
            new Text("HttpException", "invalid for dns resolution", Outcome.LOCAL_ERROR),
            new Text("HttpException", "no address was found", Outcome.LOCAL_ERROR),
            new Text("HttpException", "failure to meet throughput minimum", Outcome.TIMEOUT),
            new Text("IOException", "request was cancelled", Outcome.ABORTED),
            // no route: the JDK reports only some of these as NoRouteToHostException
            new Text("SocketException", "network is unreachable", Outcome.CONNECT_ERROR),
            new Text("SocketException", "network is down", Outcome.CONNECT_ERROR),
            // no local port is left: Netty's native transports
            new Text("ConnectException", "cannot assign requested address", Outcome.LOCAL_ERROR),
            // no file descriptor is left: the JDK, and Netty's native transports
            new Text("SocketException", "too many open files", Outcome.LOCAL_ERROR),
            new Text("IOException", "too many open files", Outcome.LOCAL_ERROR),
            new Text("NativeIoException", "too many open files", Outcome.LOCAL_ERROR),
            // the request cannot be sent to any node
            new Text("CrtRuntimeException", "aws_error_http_invalid_header", Outcome.ABORTED),
            new Text("IllegalArgumentException", "validation failed for header", Outcome.ABORTED), // Netty: its value
            new Text("IllegalArgumentException", "a header name can only contain", Outcome.ABORTED), // Netty
            new Text("IllegalStateException", "request content was only", Outcome.ABORTED), // the SDK over Netty
            new Text("HttpException", "does not match the previously declared length", Outcome.ABORTED),
            // closed by this side, for example with the client; if the node closes, it is a reset or an end of stream
            new Text("SocketException", "socket closed", Outcome.ABORTED),
            new Text("IllegalStateException", "client is closed", Outcome.ABORTED),
            new Text("IllegalStateException", "pool shut down", Outcome.ABORTED));

    private record Text(String className, String text, Outcome outcome) {
        boolean matches(Throwable failure) {
            return failure.getMessage() != null
                    && failure.getMessage().toLowerCase(Locale.ROOT).contains(text)
                    && failure.getClass().getSimpleName().equals(className);
        }
    }

    private Failures() {}

    /** Classifies a failure. Not for requests that the caller has cancelled: those are {@link Outcome#ABORTED}. */
    public static Outcome classify(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof Error) {
                return Outcome.ABORTED; // no memory, no thread, a class that does not load: ours, not the node's
            }
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

    /** True if a call over the wrapped client failed in a way that waiting for a connection of its pool explains. */
    public static boolean mayHaveWaitedForPool(Throwable failure) {
        Outcome outcome = classify(failure);
        return outcome == Outcome.POOL_TIMEOUT || outcome == Outcome.TIMEOUT;
    }

    private static @Nullable Outcome byText(Throwable failure) {
        for (Text known : BY_TEXT) {
            if (known.matches(failure)) {
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
