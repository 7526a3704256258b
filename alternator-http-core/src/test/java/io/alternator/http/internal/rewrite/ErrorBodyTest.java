package io.alternator.http.internal.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.health.Outcome;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

final class ErrorBodyTest {
    private static final String OVERLOAD =
            "{\"message\":{\"a\":[1]},\"__type\":\"com.amazonaws.dynamodb.v20120810#RequestLimitExceeded\"}";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ErrorBody unread() {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://10.0.0.1:8000/"))
                .build();
        return Objects.requireNonNull(
                ErrorBody.of(request, SdkHttpResponse.builder().statusCode(400).build(), false));
    }

    private static Outcome outcome(String text) {
        ErrorBody body = unread();
        body.add(ByteBuffer.wrap(bytes(text)));
        return body.outcome();
    }

    @Test
    void overloadIsRecognizedByItsType_howeverTheBodyIsSplit() {
        assertThat(outcome(OVERLOAD)).isEqualTo(Outcome.THROTTLED);
        ErrorBody body = unread();
        for (byte next : bytes(OVERLOAD)) {
            body.add(ByteBuffer.wrap(new byte[] {0, next, 0}, 1, 1));
        }
        assertThat(body.outcome()).isEqualTo(Outcome.THROTTLED);
    }

    @Test
    void bufferPositionIsNotMoved() {
        ByteBuffer part = ByteBuffer.wrap(bytes(OVERLOAD));
        unread().add(part);
        assertThat(part.remaining()).isEqualTo(bytes(OVERLOAD).length);
    }

    @Test
    void bytesAfterTheFirstKilobyteAreIgnored() {
        ErrorBody body = unread();
        body.add(ByteBuffer.wrap(bytes(OVERLOAD)));
        body.add(ByteBuffer.allocate(5000));
        assertThat(body.outcome()).isEqualTo(Outcome.THROTTLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "not JSON",
                "{\"__type\":",
                "{\"__type\":null}",
                "{\"__type\":{\"a\":\"#RequestLimitExceeded\"}}",
                "{\"message\":\"RequestLimitExceeded\"}",
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ValidationException\"}"
            })
    void anyOtherBody_isAClientError(String text) {
        assertThat(outcome(text)).isEqualTo(Outcome.CLIENT_ERROR);
    }
}
