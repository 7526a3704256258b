package io.alternator.http.internal.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

final class ClockRefusalTest {
    private static final SdkHttpRequest SIGNED = SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .protocol("http")
            .host("n1")
            .putHeader("X-Amz-Date", "20260101T120000Z")
            .build();

    private static final SdkHttpFullResponse.Builder REFUSED =
            SdkHttpFullResponse.builder().statusCode(400);

    @Test
    void withoutADate_theResponseIsThatOfAnyInvalidRequest() {
        assertThat(ClockRefusal.of(SIGNED, REFUSED.copy().build())).isNull();
    }

    @Test
    void withADate_theContentTypeMayBeMissing() {
        assertThat(ClockRefusal.of(
                        SIGNED,
                        REFUSED.copy()
                                .putHeader("Date", "Thu, 01 Jan 2026 12:20:00 GMT")
                                .build()))
                .isNotNull();
    }
}
