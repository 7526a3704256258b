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

/** Every {@link Failure}, brought about with one SDK HTTP client under the whole of the balanced one. */
public abstract class RealFailuresContract {
    private static final Duration SOON = Duration.ofSeconds(5);

    /** Makes a caller over the client. */
    protected abstract Caller open(Caller.Setup setup);

    /** What cannot happen with this client, and why. */
    protected Map<Failure, String> leftOut() {
        return Map.of();
    }

    /** Another expectation, for a client that does not tell two failures apart. */
    protected Map<Failure, Failure.Expected> deviations() {
        return Map.of();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void isTakenForWhatItIs(Failure failure) throws Exception {
        Assumptions.assumeFalse(leftOut().containsKey(failure), () -> leftOut().get(failure));
        Failure.Expected expected = deviations().getOrDefault(failure, failure.expected);
        try (Stage stage = new Stage(this::open)) {
            failure.scene.play(stage);
            Await.until("an attempt ended", SOON, () -> !stage.outcomes().isEmpty());
            assertThat(stage.outcomes())
                    .as("outcomes of %s", chain(stage.failure()))
                    .isEqualTo(Map.of(expected.outcome().tag(), 1L));
            assertRequest(expected.request(), stage);
            assertNode(expected, stage);
        }
    }

    @Test
    void closedClientSendsNothing() throws IOException {
        try (Stage stage = new Stage(this::open)) {
            stage.node(RawServer.Post::hang);
            stage.caller().closeHttp();
            stage.call();
            assertThat(stage.failure()).hasStackTraceContaining("is closed");
            assertThat(stage.posts() + stage.good().requests()).isZero();
        }
    }

    @Test
    void abortInTheMidstOfABody_freesTheCaller() throws IOException {
        try (Stage stage = new Stage(this::open)) {
            stage.node(post -> {
                post.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Item\":");
                post.hang();
            });
            Caller.Pending call = stage.begin();
            stage.awaitHeadersRead();
            call.giveUp().run();
            Await.until("the call ends", SOON, call.ended()::isDone);
            assertThat(stage.outcomes()).isEqualTo(Map.of(Outcome.ABORTED.tag(), 1L));
        }
    }

    private static void assertRequest(Request expected, Stage stage) {
        boolean resent = expected == Request.RESENT;
        assertThat(stage.failovers()).as("failovers").isEqualTo(resent ? 1 : 0);
        assertThat(stage.good().requests()).as("requests to the good node").isEqualTo(resent ? 1 : 0);
        assertThat(stage.posts()).as("requests to the bad node").isLessThanOrEqualTo(1);
        assertThat(stage.failure() == null).as("the caller has a result").isEqualTo(resent);
    }

    private static void assertNode(Failure.Expected expected, Stage stage) {
        if (expected.node() == Node.DOWN) {
            Await.until("the node is down", SOON, () -> stage.status().state() == NodeState.DOWN);
            assertThat(stage.status().why()).contains(expected.outcome().tag());
        } else {
            assertThat(stage.status().state()).isEqualTo(NodeState.UP);
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
