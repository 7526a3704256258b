package io.alternator.http.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recognition by class name and message. The clients' real failures are tested in the contract suites. */
final class FailuresTest {
    /** Named like Apache's. */
    private static class ConnectTimeoutException extends InterruptedIOException {}

    /** Named like Apache's, with the same superclass. */
    private static final class ConnectionPoolTimeoutException extends ConnectTimeoutException {}

    /** Named like CRT's. */
    private static final class HttpException extends RuntimeException {
        private HttpException(String message) {
            super(message);
        }
    }

    /** Named like CRT's. */
    private static final class CrtRuntimeException extends RuntimeException {
        private CrtRuntimeException(String message) {
            super(message);
        }
    }

    private static final class ReadTimeoutException extends RuntimeException {}

    /** Named like Netty's. */
    private static final class DecoderException extends RuntimeException {
        private DecoderException(Throwable cause) {
            super(cause);
        }
    }

    /** Named like Netty's. */
    private static final class AnnotatedSocketException extends SocketException {
        private AnnotatedSocketException(String message, SocketException cause) {
            super(message);
            initCause(cause);
        }
    }

    /** Named like that of Apache 4 and 5. */
    private static final class NoHttpResponseException extends IOException {
        private NoHttpResponseException(String message) {
            super(message);
        }
    }

    /** Named like Apache 5's. */
    private static final class ConnectionRequestTimeoutException extends InterruptedIOException {
        private ConnectionRequestTimeoutException(String message) {
            super(message);
        }
    }

    /** A failure as the SDK's CRT client wraps it if it is retryable. */
    private static IOException crt(String message) {
        return new IOException(new HttpException(message));
    }

    private static Throwable handshake(HttpException cause) {
        return new SSLHandshakeException(cause.getMessage()).initCause(cause);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), Outcome.CONNECT_ERROR),
                Arguments.of(new NoRouteToHostException(), Outcome.CONNECT_ERROR),
                Arguments.of(new SocketException("Network is unreachable"), Outcome.CONNECT_ERROR),
                Arguments.of(
                        new AnnotatedSocketException(
                                "Network is unreachable: /10.0.0.1:8000",
                                new SocketException("Network is unreachable")),
                        Outcome.CONNECT_ERROR),
                Arguments.of(new HttpException("socket connect failure, no route to host."), Outcome.CONNECT_ERROR),
                Arguments.of(new BindException("Cannot assign requested address"), Outcome.LOCAL_ERROR),
                Arguments.of(
                        new AnnotatedSocketException(
                                "Cannot assign requested address: /10.0.0.1:8000",
                                new BindException("Cannot assign requested address")),
                        Outcome.LOCAL_ERROR),
                Arguments.of(
                        new ConnectException("connect(..) failed: Cannot assign requested address"),
                        Outcome.LOCAL_ERROR),
                Arguments.of(new HttpException("Invalid socket address."), Outcome.LOCAL_ERROR),
                Arguments.of(new BindException("Permission denied"), Outcome.LOCAL_ERROR),
                Arguments.of(
                        new HttpException("User does not have permission to perform the requested action."),
                        Outcome.LOCAL_ERROR),
                Arguments.of(new UnknownHostException("dog"), Outcome.LOCAL_ERROR),
                Arguments.of(new SocketException("Too many open files"), Outcome.LOCAL_ERROR),
                Arguments.of(
                        new IllegalStateException(
                                "Unable to create Channel from class NioSocketChannel",
                                new IOException("Too many open files")),
                        Outcome.LOCAL_ERROR),
                Arguments.of(new ConnectTimeoutException(), Outcome.CONNECT_ERROR),
                Arguments.of(new SocketTimeoutException("Connect timed out"), Outcome.CONNECT_ERROR),
                Arguments.of(new ConnectionPoolTimeoutException(), Outcome.POOL_TIMEOUT),
                Arguments.of(
                        new Throwable(
                                "Acquire operation took longer than the configured maximum time.",
                                new TimeoutException("Acquire operation took longer than 10000 milliseconds.")),
                        Outcome.POOL_TIMEOUT),
                Arguments.of(new SSLHandshakeException("no"), Outcome.TLS_ERROR),
                Arguments.of(new SSLException("closed during the exchange"), Outcome.RESET),
                Arguments.of(new SSLException("Unsupported or unrecognized SSL message"), Outcome.TLS_ERROR),
                Arguments.of(handshake(new HttpException("TLS (SSL) negotiation failed")), Outcome.TLS_ERROR),
                Arguments.of(
                        new DecoderException(new SSLHandshakeException("PKIX path building failed")),
                        Outcome.TLS_ERROR),
                Arguments.of(new SocketTimeoutException("Read timed out"), Outcome.TIMEOUT),
                Arguments.of(new IOException("Read timed out", new ReadTimeoutException()), Outcome.TIMEOUT),
                Arguments.of(
                        crt("Http connection channel shut down due to failure to meet throughput minimum"),
                        Outcome.TIMEOUT),
                Arguments.of(crt("socket is closed."), Outcome.RESET),
                Arguments.of(new SocketException("Connection reset"), Outcome.RESET),
                Arguments.of(new SocketException("Unexpected end of file from server"), Outcome.RESET),
                Arguments.of(new IOException("Premature EOF"), Outcome.RESET),
                Arguments.of(new NoHttpResponseException("The target server failed to respond"), Outcome.RESET),
                Arguments.of(
                        new IOException("The connection was closed during the request.", new ClosedChannelException()),
                        Outcome.RESET),
                Arguments.of(new EOFException(), Outcome.RESET),
                Arguments.of(new UncheckedIOException(new ConnectException("Connection refused")), Outcome.RESET),
                Arguments.of(new IOException("no-route-to-host.dns.example:8000 failed to respond"), Outcome.RESET),
                Arguments.of(new IOException("connection refused by a proxy"), Outcome.RESET),
                Arguments.of(crt("socket connection refused."), Outcome.CONNECT_ERROR),
                Arguments.of(new HttpException("Host name was invalid for dns resolution."), Outcome.LOCAL_ERROR),
                Arguments.of(
                        crt("Connection Manager failed to acquire a connection within the defined timeout."),
                        Outcome.POOL_TIMEOUT),
                Arguments.of(
                        new ConnectionRequestTimeoutException("Timeout deadline: 300 MILLISECONDS, actual: 300"),
                        Outcome.POOL_TIMEOUT),
                Arguments.of(new IOException("Request was cancelled"), Outcome.ABORTED),
                Arguments.of(new InterruptedIOException(), Outcome.ABORTED),
                Arguments.of(new CancellationException(), Outcome.ABORTED),
                Arguments.of(new IOException("x", new InterruptedException()), Outcome.ABORTED),
                Arguments.of(new IllegalStateException("Connection pool shut down"), Outcome.ABORTED),
                Arguments.of(
                        new IllegalStateException("Client is closed. No more requests can be made with this client."),
                        Outcome.ABORTED),
                Arguments.of(new IllegalArgumentException("Validation failed for header 'X-A'"), Outcome.ABORTED),
                Arguments.of(
                        new IllegalArgumentException("a header name can only contain \"token\" characters, but found"
                                + " invalid character 0x20 at index 1 of header 'X A'."),
                        Outcome.ABORTED),
                Arguments.of(
                        new IOException(new CrtRuntimeException("HttpClientConnection.MakeRequest: Unable to Execute"
                                + " Request (aws_last_error: AWS_ERROR_HTTP_INVALID_HEADER_VALUE(2052), Invalid header"
                                + " value.)")),
                        Outcome.ABORTED),
                Arguments.of(
                        new IllegalStateException(
                                "Request content was only 2 bytes, but the specified content-length was 11 bytes."),
                        Outcome.ABORTED),
                Arguments.of(
                        new HttpException("Amount of data streamed out does not match the previously declared length."),
                        Outcome.ABORTED),
                Arguments.of(new SocketException("Socket closed"), Outcome.ABORTED),
                Arguments.of(new SocketException("Socket is closed"), Outcome.RESET),
                Arguments.of(new IllegalStateException("unknown failure"), Outcome.RESET),
                Arguments.of(new IOException(new IOException(new ConnectException())), Outcome.CONNECT_ERROR));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureIsClassified_byClassNameAndMessage(Throwable failure, Outcome outcome) {
        assertThat(Failures.classify(failure)).isEqualTo(outcome);
    }
}
