package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SameOriginTest {
    private static final String HOST = "127.0.0.1:8080";

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "127.0.0.1", "localhost:9999", "LOCALHOST", "[::1]:8080"})
    void loopbackHost_isAccepted(String host) {
        assertThat(SameOrigin.isLoopback(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1:8080"})
    void otherHostName_isRejected(String host) {
        assertThat(SameOrigin.isLoopback(host)).isFalse();
    }

    @Test
    void missingHost_isRejected() {
        assertThat(SameOrigin.isLoopback(null)).isFalse();
    }

    @Test
    void ownPage_andToolsWithoutAnOrigin_areAccepted() {
        assertThat(SameOrigin.isSameOrigin(HOST, "http://" + HOST, "same-origin"))
                .isTrue();
        assertThat(SameOrigin.isSameOrigin(HOST, null, null)).isTrue();
    }

    @Test
    void otherPages_areRejected() {
        assertThat(SameOrigin.isSameOrigin(HOST, "http://evil.example", "cross-site"))
                .isFalse();
        assertThat(SameOrigin.isSameOrigin(HOST, "http://127.0.0.1:3000", "same-site"))
                .isFalse();
        assertThat(SameOrigin.isSameOrigin(HOST, "null", null)).isFalse();
        assertThat(SameOrigin.isSameOrigin(HOST, null, "cross-site")).isFalse();
    }
}
