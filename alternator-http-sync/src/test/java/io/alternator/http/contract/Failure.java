package io.alternator.http.contract;

import static io.alternator.http.contract.Failure.Node.DOWN;
import static io.alternator.http.contract.Failure.Node.UNTOUCHED;
import static io.alternator.http.contract.Failure.Request.LOST;
import static io.alternator.http.contract.Failure.Request.RESENT;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.health.Outcome;
import java.time.Duration;

/**
 * The table of failures: how each is brought about for real, and what the balanced client must make of it.
 *
 * <p>{@code DOWN} and {@code UNTOUCHED} are of a node that one mid-flight failure takes down, so that nothing goes unseen.
 */
public enum Failure {
    // Not sent
    REFUSED(
            Outcome.CONNECT_ERROR,
            RESENT,
            DOWN,
            stage -> stage.nodeAt(stage.deafPort()).call()),
    CONNECT_TIMEOUT(
            Outcome.CONNECT_ERROR,
            RESENT,
            DOWN,
            stage -> stage.limits(Caller.Limits.BRIEF_CONNECT)
                    .nodeAt(stage.fullBacklog())
                    .call()),
    UNRESOLVABLE(
            Outcome.CONNECT_ERROR,
            RESENT,
            DOWN,
            stage -> stage.nodeAt(new NodeAddress("no-such-node.invalid", 8000)).call()),
    TLS_UNTRUSTED(
            Outcome.TLS_ERROR,
            RESENT,
            DOWN,
            stage -> stage.limits(Caller.Limits.ONE_CONNECTION).untrustedNode().call()),
    TLS_TO_PLAINTEXT(
            Outcome.TLS_ERROR, RESENT, DOWN, stage -> stage.plaintextNode().call()),
    POOL_EXHAUSTED(Outcome.POOL_TIMEOUT, LOST, UNTOUCHED, stage -> {
        stage.limits(Caller.Limits.ONE_CONNECTION).node(RawServer.Post::hang);
        stage.begin();
        stage.forget();
        stage.call();
    }),

    // May have been sent
    READ_TIMEOUT(
            Outcome.TIMEOUT,
            LOST,
            DOWN,
            stage -> stage.limits(Caller.Limits.BRIEF_READ)
                    .node(RawServer.Post::hang)
                    .call()),
    RESET_BEFORE_HEADERS(
            Outcome.RESET,
            LOST,
            DOWN,
            stage -> stage.node(RawServer.Post::reset).call()),
    EOF_BEFORE_HEADERS(
            Outcome.RESET,
            LOST,
            DOWN,
            stage -> stage.node(RawServer.Post::close).call()),
    RESET_MID_BODY(
            Outcome.RESET,
            LOST,
            DOWN,
            stage -> stage.node(post -> {
                        post.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Item\":");
                        stage.awaitHeadersRead();
                        post.reset();
                    })
                    .call()),
    TRUNCATED_CHUNK(
            Outcome.RESET,
            LOST,
            DOWN,
            stage -> stage.node(post -> {
                        post.send("HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n40\r\n{\"Item\":");
                        post.close();
                    })
                    .call()),
    SHORT_BODY(
            Outcome.RESET,
            LOST,
            DOWN,
            stage -> stage.node(post -> {
                        post.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Item\":");
                        post.close();
                    })
                    .call()),
    /** The server gave up an idle connection, and learns only then that a request is on its way. */
    STALE_CONNECTION(Outcome.RESET, LOST, DOWN, stage -> {
        stage.node(post -> {
            if (post.number() == 1) {
                post.answer(200, "{}");
            } else {
                post.reset();
            }
        });
        stage.call();
        stage.forget();
        stage.call();
    }),

    // The caller's own doing
    ABORT(Outcome.ABORTED, LOST, UNTOUCHED, stage -> {
        stage.node(RawServer.Post::hang);
        Caller.Pending call = stage.begin();
        call.giveUp().run();
        stage.end(call);
    }),
    INTERRUPT(
            Outcome.ABORTED,
            LOST,
            UNTOUCHED,
            stage -> stage.limits(Caller.Limits.BRIEF_READ) // sockets do not heed an interrupt
                    .node(RawServer.Post::hang)
                    .callAndInterrupt()),
    ATTEMPT_TIMEOUT(
            Outcome.ABORTED,
            LOST,
            UNTOUCHED,
            stage -> stage.node(RawServer.Post::hang)
                    .call(override -> override.apiCallAttemptTimeout(Duration.ofSeconds(1)))),
    CALL_TIMEOUT(
            Outcome.ABORTED,
            LOST,
            UNTOUCHED,
            stage -> stage.node(RawServer.Post::hang).call(override -> override.apiCallTimeout(Duration.ofSeconds(1)))),
    CLOSED_UNDER_WAY(Outcome.ABORTED, LOST, UNTOUCHED, stage -> {
        stage.node(RawServer.Post::hang);
        Caller.Pending call = stage.begin();
        stage.caller().closeHttp();
        stage.end(call);
    }),

    // Answers
    HTTP_500(Outcome.SERVER_ERROR, LOST, UNTOUCHED, answer(500, "InternalServerError")),
    HTTP_502(Outcome.SERVER_ERROR, LOST, DOWN, answer(502, "BadGateway")),
    HTTP_503(Outcome.THROTTLED, LOST, UNTOUCHED, answer(503, "ServiceUnavailable")),
    HTTP_504(Outcome.SERVER_ERROR, LOST, DOWN, answer(504, "GatewayTimeout")),
    REQUEST_LIMIT(Outcome.THROTTLED, LOST, UNTOUCHED, answer(400, "RequestLimitExceeded")),
    VALIDATION(Outcome.CLIENT_ERROR, LOST, UNTOUCHED, answer(400, "ValidationException")),
    CONDITION(Outcome.CLIENT_ERROR, LOST, UNTOUCHED, answer(400, "ConditionalCheckFailedException")),
    TOO_LARGE(Outcome.CLIENT_ERROR, LOST, UNTOUCHED, answer(413, "PayloadTooLarge"));

    /** What becomes of the request, in the balanced client: the SDK's retries are off. */
    public enum Request {
        RESENT,
        LOST
    }

    /** What becomes of the node. */
    public enum Node {
        DOWN,
        UNTOUCHED
    }

    /** What the balanced client must make of it. */
    public record Expected(Outcome outcome, Request request, Node node) {}

    /** Brings the failure about. */
    @FunctionalInterface
    interface Scene {
        void play(Stage stage) throws Exception;
    }

    @SuppressWarnings("ImmutableEnumChecker") // a record of enums
    final Expected expected;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that keep nothing
    final Scene scene;

    Failure(Outcome outcome, Request request, Node node, Scene scene) {
        this.expected = new Expected(outcome, request, node);
        this.scene = scene;
    }

    private static Scene answer(int status, String type) {
        String body = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"no\"}";
        return stage -> stage.node(post -> post.answer(status, body)).call();
    }
}
