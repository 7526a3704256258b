package io.alternator.http.internal.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.health.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

final class ResponseInspectionTest {
    private static final Map<String, String> JSON = Map.of("content-type", "application/x-amz-json-1.0");

    private static SdkHttpResponse response(int status, Map<String, String> headers) {
        SdkHttpFullResponse.Builder response = SdkHttpFullResponse.builder().statusCode(status);
        headers.forEach(response::putHeader);
        return response.build();
    }

    private static ResponseInspection inspection(SdkHttpResponse response, String body) {
        ResponseInspection inspection = Objects.requireNonNull(ResponseInspection.of(response, false));
        byte[] bytes = ("##" + body).getBytes(StandardCharsets.UTF_8);
        inspection.add(bytes, 2, bytes.length - 2);
        return inspection;
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 403, 500, 503})
    void nothingIsInspected_ifTheStatusIsConclusiveAndTheClientDetectsTruncation(int status) {
        assertThat(ResponseInspection.of(response(status, JSON), true)).isNull();
    }

    @Test
    void jsonWithoutLengthIsInspected_ifTheClientDoesNotDetectTruncation() {
        assertThat(inspection(response(200, JSON), "{\"a\":[1,2]}").isComplete())
                .isTrue();
        assertThat(inspection(response(200, JSON), "{\"a\":[1,").isComplete()).isFalse();
        assertThat(inspection(response(200, JSON), "{}").outcome(Outcome.SUCCESS))
                .isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void bodyWithLength_orNotPlainJson_isNotInspected() {
        assertThat(ResponseInspection.of(response(200, Map.of("content-type", "text/html")), false))
                .isNull();
        assertThat(ResponseInspection.of(
                        response(200, Map.of("content-type", "application/json", "content-length", "7")), false))
                .isNull();
        assertThat(ResponseInspection.of(
                        response(200, Map.of("content-type", "application/json", "content-encoding", "gzip")), false))
                .isNull();
    }

    @Test
    void successWithoutAContentType_isInspected() {
        assertThat(inspection(response(200, Map.of()), "{\"a\":").isComplete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"__type\":\"a#B\"}', true",
        "'{\"__type\":', false",
        "'', true",
        "no healthy upstream, true",
        "<html>, true"
    })
    void errorWithoutAContentType_isTruncatedOnlyIfItBeginsLikeJson(String body, boolean complete) {
        for (int status : new int[] {400, 403, 500, 503}) {
            assertThat(inspection(response(status, Map.of()), body).isComplete())
                    .isEqualTo(complete);
        }
    }

    @Test
    void bodyThatIsCutBeforeItsFirstByte_isTruncated() {
        assertThat(inspection(response(200, JSON), "").isComplete()).isFalse();
    }

    @Test
    void errorTypeDistinguishesOverloadFromABadRequest_alsoWithTruncationDetection() {
        String overload = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#RequestLimitExceeded\"}";
        assertThat(inspection(response(400, Map.of()), overload).outcome(Outcome.CLIENT_ERROR))
                .isEqualTo(Outcome.THROTTLED);
        ResponseInspection both = inspection(response(400, JSON), overload.substring(0, overload.length() - 1));
        assertThat(both.isComplete()).isFalse();
        assertThat(inspection(response(400, JSON), "{}").outcome(Outcome.CLIENT_ERROR))
                .isEqualTo(Outcome.CLIENT_ERROR);
    }
}
