package io.alternator.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.contract.Failure.Node;
import io.alternator.http.contract.Failure.Request;
import io.alternator.http.internal.health.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Causes every {@link Failure} with a real SDK HTTP client under the balanced client. */
public abstract class RealFailuresContract {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Opens a client over the SDK HTTP client under test. */
    protected abstract CancellableClient open(CancellableClient.Setup setup);

    /** Failures that cannot happen with this SDK HTTP client, with the reason. */
    protected Map<Failure, String> inapplicable() {
        return Map.of();
    }

    /** Expectations that differ, because this SDK HTTP client does not distinguish some failures. */
    protected Map<Failure, Failure.Expected> deviations() {
        return Map.of();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void failureIsClassifiedCorrectly(Failure failure) throws Exception {
        Assumptions.assumeFalse(
                inapplicable().containsKey(failure), () -> inapplicable().get(failure));
        Failure.Expected expected = deviations().getOrDefault(failure, failure.expected);
        try (FailureFixture fixture = new FailureFixture(this::open)) {
            failure.scenario.run(fixture);
            Await.until("an attempt ended", LIMIT, () -> !fixture.outcomes().isEmpty());
            assertThat(fixture.outcomes())
                    .as("outcomes of %s", chain(fixture.failure()))
                    .isEqualTo(Map.of(expected.outcome().tag(), 1L));
            assertRequest(expected.request(), fixture);
            assertNode(expected, fixture);
        }
    }

    @Test
    void closedClient_sendsNothing() throws IOException {
        try (FailureFixture fixture = new FailureFixture(this::open)) {
            fixture.node(RawServer.Post::hang);
            fixture.client().closeHttp();
            fixture.call();
            assertThat(fixture.failure()).hasStackTraceContaining("is closed");
            assertThat(fixture.posts() + fixture.good().requests()).isZero();
        }
    }

    @Test
    void abortMidBody_unblocksTheCaller() throws IOException {
        try (FailureFixture fixture = new FailureFixture(this::open)) {
            fixture.node(post -> {
                post.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Item\":");
                post.hang();
            });
            CancellableClient.PendingCall call = fixture.begin();
            fixture.awaitHeadersRead();
            call.cancel().run();
            Await.until("the call ends", LIMIT, call.ended()::isDone);
            assertThat(fixture.outcomes()).isEqualTo(Map.of(Outcome.ABORTED.tag(), 1L));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\n\r\n{}",
                "Content-Length: 28\r\n\r\n{\"Item\":{\"id\":{\"S\":\"bare\"}}}",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"Item\":\r\n14\r\n{\"id\":{\"S\":\"bare\"}}}\r\n0\r\n\r\n"
            })
    void successWithoutContentTypeAndDate_isASuccess(String rest) throws IOException {
        try (FailureFixture fixture = new FailureFixture(this::open)) {
            fixture.node(post -> post.send("HTTP/1.1 200 OK\r\n" + rest));
            for (int i = 0; i < 3; i++) {
                fixture.call();
                assertThat(fixture.failure()).isNull();
            }
            assertThat(fixture.outcomes()).isEqualTo(Map.of(Outcome.SUCCESS.tag(), 3L));
            assertThat(fixture.status().state()).isEqualTo(NodeState.UP);
        }
    }

    private static void assertRequest(Request expected, FailureFixture fixture) {
        boolean resent = expected == Request.RESENT;
        assertThat(fixture.failovers()).as("failovers").isEqualTo(resent ? 1 : 0);
        assertThat(fixture.good().requests()).as("requests to the good node").isEqualTo(resent ? 1 : 0);
        assertThat(fixture.posts()).as("requests to the bad node").isLessThanOrEqualTo(1);
        assertThat(fixture.failure() == null).as("the caller has a result").isEqualTo(resent);
    }

    private static void assertNode(Failure.Expected expected, FailureFixture fixture) {
        if (expected.node() == Node.DOWN) {
            Await.until("the node is down", LIMIT, () -> fixture.status().state() == NodeState.DOWN);
            assertThat(fixture.status().reason()).contains(expected.outcome().tag());
        } else {
            assertThat(fixture.status().state()).isEqualTo(NodeState.UP);
        }
    }

    private static String chain(@Nullable Throwable failure) {
        StringBuilder chain = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            chain.append(cause == failure ? "" : " <- ")
                    .append(cause.getClass().getName().replaceAll("([a-z])[a-z0-9]*\\.", "$1."))
                    .append(": ")
                    .append(cause.getMessage());
        }
        return chain.toString();
    }
}
