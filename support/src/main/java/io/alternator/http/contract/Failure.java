package io.alternator.http.contract;

import static io.alternator.http.contract.Failure.Node.DOWN;
import static io.alternator.http.contract.Failure.Node.UNTOUCHED;
import static io.alternator.http.contract.Failure.Request.FAILED;
import static io.alternator.http.contract.Failure.Request.RESENT;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.health.Outcome;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/**
 * The table of failures: how each is caused over a real connection, and how the balanced client must classify it.
 *
 * <p>The fixture ejects a node after one mid-flight failure, so a failure that counts against the node shows as {@code DOWN}.
 */
public enum Failure {
    // The request was not sent.
    REFUSED(
            Outcome.CONNECT_ERROR,
            RESENT,
            DOWN,
            fixture -> fixture.nodeAt(fixture.closedPort()).call()),
    CONNECT_TIMEOUT(
            Outcome.CONNECT_ERROR,
            RESENT,
            DOWN,
            fixture -> fixture.limits(CancellableClient.Limits.SHORT_CONNECT)
                    .nodeAt(fixture.fullBacklog())
                    .call()),
    /** The broadcast address of the loopback network has no route for TCP. */
    NO_ROUTE(Outcome.CONNECT_ERROR, RESENT, DOWN, fixture -> {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "other systems answer otherwise");
        fixture.nodeAt(new NodeAddress("127.255.255.255", 8000)).call();
    }),
    UNRESOLVABLE(
            Outcome.LOCAL_ERROR,
            RESENT,
            UNTOUCHED,
            fixture -> fixture.nodeAt(new NodeAddress("no-such-node.invalid", 8000))
                    .call()),
    TLS_UNTRUSTED(
            Outcome.TLS_ERROR,
            RESENT,
            DOWN,
            fixture -> fixture.limits(CancellableClient.Limits.ONE_CONNECTION)
                    .untrustedNode()
                    .call()),
    TLS_TO_PLAINTEXT(
            Outcome.TLS_ERROR, RESENT, DOWN, fixture -> fixture.plaintextNode().call()),
    POOL_EXHAUSTED(Outcome.POOL_TIMEOUT, FAILED, UNTOUCHED, fixture -> {
        fixture.limits(CancellableClient.Limits.ONE_CONNECTION).node(RawServer.Post::hang);
        fixture.begin();
        fixture.resetCounts();
        fixture.call();
    }),

    // The request may have been sent.
    READ_TIMEOUT(
            Outcome.TIMEOUT,
            FAILED,
            DOWN,
            fixture -> fixture.limits(CancellableClient.Limits.SHORT_READ)
                    .node(RawServer.Post::hang)
                    .call()),
    RESET_BEFORE_HEADERS(
            Outcome.RESET,
            FAILED,
            DOWN,
            fixture -> fixture.node(RawServer.Post::reset).call()),
    EOF_BEFORE_HEADERS(
            Outcome.RESET,
            FAILED,
            DOWN,
            fixture -> fixture.node(RawServer.Post::close).call()),
    RESET_MID_BODY(
            Outcome.RESET,
            FAILED,
            DOWN,
            fixture -> fixture.node(post -> {
                        post.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Item\":");
                        fixture.awaitHeadersRead();
                        post.reset();
                    })
                    .call()),
    TRUNCATED_CHUNK(
            Outcome.RESET,
            FAILED,
            DOWN,
            fixture -> fixture.node(post -> {
                        post.send("HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n40\r\n{\"Item\":");
                        post.close();
                    })
                    .call()),
    /** Netty's client takes the end of the connection for that of the body, and the SDK an empty body for an empty result. */
    CUT_BEFORE_FIRST_CHUNK(Outcome.RESET, FAILED, DOWN, cut("200 OK\r\nContent-Type: application/x-amz-json-1.0", "")),
    /** ScyllaDB can omit {@code Content-Type} and {@code Date}. */
    CUT_BEFORE_FIRST_CHUNK_WITHOUT_CONTENT_TYPE(Outcome.RESET, FAILED, DOWN, cut("200 OK", "")),
    TRUNCATED_CHUNK_WITHOUT_CONTENT_TYPE(Outcome.RESET, FAILED, DOWN, cut("200 OK", "40\r\n{\"Item\":")),
    TRUNCATED_ERROR_WITHOUT_CONTENT_TYPE(Outcome.RESET, FAILED, DOWN, cut("500 Scripted", "40\r\n{\"__type\":")),
    SHORT_BODY(
            Outcome.RESET,
            FAILED,
            DOWN,
            fixture -> fixture.node(post -> {
                        post.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Item\":");
                        post.close();
                    })
                    .call()),
    /** The client then stops to read the body, which fails for that. */
    RESET_MID_REQUEST(Outcome.RESET, FAILED, DOWN, fixture -> {
        fixture.node(RawServer.Post::hang);
        fixture.server().resetMidRequest();
        fixture.send(() -> new CallersBody(fixture.server()::awaitResetMidRequest), CallersBody.LENGTH);
    }),
    /** The server closes an idle connection while a request is on its way. */
    STALE_CONNECTION(Outcome.STALE_CONNECTION, FAILED, UNTOUCHED, fixture -> {
        fixture.node(post -> {
            if (post.number() == 1) {
                post.answer(200, "{}");
            } else {
                post.reset();
            }
        });
        fixture.call();
        fixture.resetCounts();
        fixture.call();
    }),

    // The caller ended the request.
    ABORT(Outcome.ABORTED, FAILED, UNTOUCHED, fixture -> {
        fixture.node(RawServer.Post::hang);
        CancellableClient.PendingCall call = fixture.begin();
        call.cancel().run();
        fixture.awaitEnd(call);
    }),
    INTERRUPT(
            Outcome.ABORTED,
            FAILED,
            UNTOUCHED,
            fixture -> fixture.limits(CancellableClient.Limits.SHORT_READ) // a blocking socket read ignores interrupts
                    .node(RawServer.Post::hang)
                    .callAndInterrupt()),
    ATTEMPT_TIMEOUT(
            Outcome.ABORTED,
            FAILED,
            UNTOUCHED,
            fixture -> fixture.node(RawServer.Post::hang)
                    .call(override -> override.apiCallAttemptTimeout(Duration.ofSeconds(1)))),
    CALL_TIMEOUT(
            Outcome.ABORTED,
            FAILED,
            UNTOUCHED,
            fixture -> fixture.node(RawServer.Post::hang)
                    .call(override -> override.apiCallTimeout(Duration.ofSeconds(1)))),
    CLIENT_CLOSED(Outcome.ABORTED, FAILED, UNTOUCHED, fixture -> {
        fixture.node(RawServer.Post::hang);
        CancellableClient.PendingCall call = fixture.begin();
        fixture.client().closeHttp();
        fixture.awaitEnd(call);
    }),

    // The caller's body failed.
    BODY_NOT_OPENED(Outcome.ABORTED, FAILED, UNTOUCHED, fixture -> {
        fixture.node(RawServer.Post::hang);
        fixture.send(
                () -> {
                    throw new IllegalStateException("no such file");
                },
                CallersBody.LENGTH);
    }),
    BODY_NOT_READ(Outcome.ABORTED, FAILED, UNTOUCHED, fixture -> {
        fixture.node(RawServer.Post::hang);
        fixture.send(
                () -> new CallersBody(() -> {
                    throw new IOException("disk");
                }),
                CallersBody.LENGTH);
    }),

    // The node answered with an error.
    HTTP_500(Outcome.SERVER_ERROR, FAILED, UNTOUCHED, respond(500, "InternalServerError")),
    HTTP_502(Outcome.SERVER_ERROR, FAILED, DOWN, respond(502, "BadGateway")),
    HTTP_503(Outcome.THROTTLED, FAILED, UNTOUCHED, respond(503, "ServiceUnavailable")),
    HTTP_504(Outcome.SERVER_ERROR, FAILED, DOWN, respond(504, "GatewayTimeout")),
    REQUEST_LIMIT(Outcome.THROTTLED, RESENT, UNTOUCHED, respond(400, "RequestLimitExceeded")),
    REQUEST_LIMIT_WITHOUT_CONTENT_TYPE(Outcome.THROTTLED, RESENT, UNTOUCHED, respondBare(400, "RequestLimitExceeded")),
    EXPIRED_SIGNATURE_WITHOUT_DATE(
            Outcome.CLIENT_ERROR, FAILED, UNTOUCHED, respondBare(400, "InvalidSignatureException")),
    HTTP_500_WITHOUT_CONTENT_TYPE(Outcome.SERVER_ERROR, FAILED, UNTOUCHED, respondBare(500, "InternalServerError")),
    VALIDATION(Outcome.CLIENT_ERROR, FAILED, UNTOUCHED, respond(400, "ValidationException")),
    CONDITION(Outcome.CLIENT_ERROR, FAILED, UNTOUCHED, respond(400, "ConditionalCheckFailedException")),
    TOO_LARGE(Outcome.CLIENT_ERROR, FAILED, UNTOUCHED, respond(413, "PayloadTooLarge"));

    /** Whether the balanced client resends the request. The SDK's retries are off. */
    public enum Request {
        RESENT,
        FAILED
    }

    /** State of the node afterwards. */
    public enum Node {
        DOWN,
        UNTOUCHED
    }

    /** The required classification and its effects. */
    public record Expected(Outcome outcome, Request request, Node node) {}

    /** Causes the failure. */
    @FunctionalInterface
    interface Scenario {
        void run(FailureFixture fixture) throws Exception;
    }

    @SuppressWarnings("ImmutableEnumChecker") // a record of enums
    final Expected expected;

    @SuppressWarnings("ImmutableEnumChecker") // stateless lambdas
    final Scenario scenario;

    Failure(Outcome outcome, Request request, Node node, Scenario scenario) {
        this.expected = new Expected(outcome, request, node);
        this.scenario = scenario;
    }

    /** Without {@code Content-Type} and {@code Date}, in chunks. */
    private static Scenario respondBare(int status, String type) {
        String body = body(type);
        String response = "HTTP/1.1 " + status + " Scripted\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        return fixture -> fixture.node(post -> post.send(response)).call();
    }

    /** A chunked response whose connection is closed before its end. */
    private static Scenario cut(String headers, String start) {
        return fixture -> fixture.node(post -> {
                    post.send("HTTP/1.1 " + headers + "\r\nTransfer-Encoding: chunked\r\n\r\n" + start);
                    post.close();
                })
                .call();
    }

    private static String body(String type) {
        return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"no\"}";
    }

    private static Scenario respond(int status, String type) {
        String body = body(type);
        return fixture -> fixture.node(post -> post.answer(status, body)).call();
    }
}
