package io.alternator.http.internal.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

final class JsonEndTest {
    private static final Map<String, String> JSON = Map.of("content-type", "application/x-amz-json-1.0");

    private static boolean isComplete(String... parts) {
        JsonEnd end = new JsonEnd(false, false);
        for (String part : parts) {
            end.add(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)));
        }
        return end.isComplete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"a\":[1,{\"b\":\"}\"}]}", "[1]", "{} ", "{}\r\n"})
    void wholeTextIsComplete(String text) {
        assertThat(isComplete(text)).isTrue();
        assertThat(isComplete(text.split("(?<=.)"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a", "{\"a\":[1,", "{\"a\":1"})
    void textThatEndsInTheMiddleOfAValue_isTruncated(String text) {
        assertThat(isComplete(text)).isFalse();
    }

    @Test
    void onlyTheEndCounts_howeverTheTextIsSplit() {
        assertThat(isComplete("{\"a\":", "\"b\"}", "", "\n")).isTrue();
        assertThat(isComplete("{}", "{\"a\"")).isFalse();
    }

    @Test
    void bufferPositionIsNotMoved() {
        ByteBuffer part = ByteBuffer.wrap(new byte[] {'{', '}'});
        new JsonEnd(false, false).add(part);
        assertThat(part.remaining()).isEqualTo(2);
    }

    private static SdkHttpRequest request(String operation) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://n1:8000/"))
                .putHeader("X-Amz-Target", "DynamoDB_20120810." + operation)
                .build();
    }

    private static SdkHttpResponse response(int status, Map<String, String> headers) {
        SdkHttpFullResponse.Builder response = SdkHttpFullResponse.builder().statusCode(status);
        headers.forEach(response::putHeader);
        return response.build();
    }

    private static boolean isComplete(SdkHttpResponse response, String body) {
        JsonEnd end = Objects.requireNonNull(JsonEnd.of(request("GetItem"), response));
        end.add(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
        return end.isComplete();
    }

    @Test
    void jsonWithoutLengthIsInspected() {
        assertThat(isComplete(response(200, JSON), "{\"a\":[1,2]}")).isTrue();
        assertThat(isComplete(response(200, JSON), "{\"a\":[1,")).isFalse();
        assertThat(isComplete(response(400, JSON), "{\"a\":[1,")).isFalse();
    }

    @Test
    void bodyWithLength_orNotPlainJson_isNotInspected() {
        assertThat(JsonEnd.of(request("GetItem"), response(200, Map.of("content-type", "text/html"))))
                .isNull();
        assertThat(JsonEnd.of(
                        request("GetItem"),
                        response(200, Map.of("content-type", "application/json", "content-length", "7"))))
                .isNull();
        assertThat(JsonEnd.of(
                        request("GetItem"),
                        response(200, Map.of("content-type", "application/json", "content-encoding", "gzip"))))
                .isNull();
    }

    @Test
    void successWithoutAContentType_isInspected() {
        assertThat(isComplete(response(200, Map.of()), "{\"a\":")).isFalse();
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
            assertThat(isComplete(response(status, Map.of()), body)).isEqualTo(complete);
        }
    }

    @Test
    void bodyThatIsCutBeforeItsFirstByte_isTruncated() {
        assertThat(isComplete(response(200, JSON), "")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TagResource", "UntagResource"})
    void operationWithoutOutput_mayHaveAnEmptyBody_butNotATruncatedOne(String operation) {
        JsonEnd end = Objects.requireNonNull(JsonEnd.of(request(operation), response(200, JSON)));
        assertThat(end.isComplete()).isTrue();
        end.add(ByteBuffer.wrap(new byte[] {'{'}));
        assertThat(end.isComplete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void statusWithoutABody_isNotInspected(int status) {
        assertThat(JsonEnd.of(request("GetItem"), response(status, JSON))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "busy", "<html>"})
    void errorThatOnlyClaimsToBeJson_isPassedOn(String body) {
        assertThat(isComplete(response(503, JSON), body)).isTrue();
    }
}
