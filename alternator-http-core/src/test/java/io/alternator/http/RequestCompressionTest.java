package io.alternator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.internal.testing.ClusterFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;

/** What is compressed. That the SDK signs and sends it is tested with real clients. */
final class RequestCompressionTest {
    private static final String TEXT = "{\"id\":\"" + "rex ".repeat(500) + "\"}";

    private final ExecutionAttributes attributes = new ExecutionAttributes();

    private static long length(RequestBody body) {
        return body.optionalContentLength().orElseThrow();
    }

    private static SdkHttpRequest request(RequestBody body) {
        return ClusterFixture.request().toBuilder()
                .putHeader("Content-Length", String.valueOf(length(body)))
                .build();
    }

    /** What an interceptor gets and what becomes of it. */
    private record Marshalled(SdkHttpRequest httpRequest, Optional<RequestBody> requestBody)
            implements Context.ModifyHttpRequest {

        @Override
        public SdkRequest request() {
            throw new UnsupportedOperationException("the operation does not matter");
        }

        @Override
        public Optional<AsyncRequestBody> asyncRequestBody() {
            return Optional.empty();
        }
    }

    /** As the SDK calls an interceptor. */
    private Marshalled intercept(ExecutionInterceptor interceptor, SdkHttpRequest request, RequestBody body) {
        Marshalled before = new Marshalled(request, Optional.of(body));
        Optional<RequestBody> after = interceptor.modifyHttpContent(before, attributes);
        return new Marshalled(interceptor.modifyHttpRequest(before, attributes), after);
    }

    private Marshalled intercept(int minBytes, RequestBody body) {
        return intercept(AlternatorInterceptors.compressRequests(minBytes), request(body), body);
    }

    private static byte[] bytes(Marshalled context) throws IOException {
        return context.requestBody()
                .orElseThrow()
                .contentStreamProvider()
                .newStream()
                .readAllBytes();
    }

    private static void assertIsUnchanged(Marshalled after, RequestBody before) {
        assertThat(after.requestBody()).containsSame(before);
        assertThat(after.httpRequest().firstMatchingHeader("Content-Encoding")).isEmpty();
        assertThat(after.httpRequest().firstMatchingHeader("Content-Length")).hasValue(String.valueOf(length(before)));
    }

    @Test
    void bodyIsCompressed_andCanBeReadAgain() throws IOException {
        Marshalled after = intercept(TEXT.length(), RequestBody.fromString(TEXT));
        byte[] bytes = bytes(after);
        assertThat(bytes).hasSizeLessThan(200).isEqualTo(bytes(after));
        try (GZIPInputStream gzip = new GZIPInputStream(
                after.requestBody().orElseThrow().contentStreamProvider().newStream())) {
            assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
        }
        assertThat(after.httpRequest().firstMatchingHeader("Content-Encoding")).hasValue("gzip");
        assertThat(after.httpRequest().firstMatchingHeader("Content-Length")).hasValue(String.valueOf(bytes.length));
        assertThat(length(after.requestBody().orElseThrow())).isEqualTo(bytes.length);
    }

    @Test
    void smallerBody_isSentAsItIs() {
        RequestBody body = RequestBody.fromString(TEXT);
        assertIsUnchanged(intercept(TEXT.length() + 1, body), body);
    }

    @Test
    void bodyThatWouldNotBecomeSmaller_isSentAsItIs() {
        byte[] random = new byte[2000];
        new Random(1).nextBytes(random);
        RequestBody body = RequestBody.fromBytes(random);
        assertIsUnchanged(intercept(0, body), body);
        RequestBody empty = RequestBody.empty();
        assertIsUnchanged(intercept(0, empty), empty);
    }

    @Test
    void requestOfAnotherService_isSentAsItIs() {
        RequestBody body = RequestBody.fromString(TEXT);
        SdkHttpRequest other = request(body).toBuilder()
                .putHeader("X-Amz-Target", "Kinesis_1.PutRecord")
                .build();
        assertIsUnchanged(intercept(AlternatorInterceptors.compressRequests(0), other, body), body);
    }

    @Test
    void secondInterceptor_changesNothing() throws IOException {
        Marshalled once = intercept(0, RequestBody.fromString(TEXT));
        Marshalled twice = intercept(
                AlternatorInterceptors.compressRequests(0),
                once.httpRequest(),
                once.requestBody().orElseThrow());
        assertThat(twice.requestBody()).isEqualTo(once.requestBody());
        assertThat(twice.httpRequest().headers()).isEqualTo(once.httpRequest().headers());
    }

    /** The attributes of a call live as long as the call. */
    @Test
    void uncompressedBodyAfterACompressedOne_hasNoEncoding() {
        intercept(0, RequestBody.fromString(TEXT));
        RequestBody small = RequestBody.fromString("{}");
        assertIsUnchanged(intercept(100, small), small);
    }

    @Test
    void negativeLimit_isRefused() {
        assertThatThrownBy(() -> AlternatorInterceptors.compressRequests(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("minBytes: -1 is negative; use 0 or more");
    }
}
