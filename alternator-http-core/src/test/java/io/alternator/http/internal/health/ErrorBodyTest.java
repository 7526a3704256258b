package io.alternator.http.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorBodyTest {
    private static final String SHED =
            "{\"message\":{\"a\":[1]},\"__type\":\"com.amazonaws.dynamodb.v20120810#RequestLimitExceeded\"}";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Outcome outcome(String text) {
        ErrorBody body = new ErrorBody();
        body.add(ByteBuffer.wrap(bytes(text)));
        return body.outcome();
    }

    @Test
    void overloadIsKnownByItsType_howeverItComesInParts() {
        assertThat(outcome(SHED)).isEqualTo(Outcome.THROTTLED);
        ErrorBody body = new ErrorBody();
        for (byte each : bytes(SHED)) {
            body.add(ByteBuffer.wrap(new byte[] {0, each, 0}, 1, 1));
        }
        assertThat(body.outcome()).isEqualTo(Outcome.THROTTLED);
    }

    @Test
    void bufferIsLeftAsItWas() {
        ByteBuffer part = ByteBuffer.wrap(bytes(SHED));
        new ErrorBody().add(part);
        assertThat(part.remaining()).isEqualTo(bytes(SHED).length);
    }

    @Test
    void whatFollowsAKilobyteIsNotKept() {
        ErrorBody body = new ErrorBody();
        body.add(ByteBuffer.wrap(bytes(SHED)));
        body.add(ByteBuffer.allocate(5000));
        assertThat(body.outcome()).isEqualTo(Outcome.THROTTLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "no JSON at all",
                "{\"__type\":",
                "{\"__type\":null}",
                "{\"__type\":{\"a\":\"#RequestLimitExceeded\"}}",
                "{\"message\":\"RequestLimitExceeded\"}",
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ValidationException\"}"
            })
    void allElseIsTheRequests(String text) {
        assertThat(outcome(text)).isEqualTo(Outcome.CLIENT_ERROR);
    }
}
