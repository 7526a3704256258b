package io.alternator.http.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SameOriginTest {
    private static final String HOST = "127.0.0.1:8080";

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "127.0.0.1", "localhost:9999", "LOCALHOST", "[::1]:8080"})
    void thisMachineByAnyOfItsNames_isLetIn(String host) {
        assertThat(SameOrigin.isOwn(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1:8080"})
    void nameThatWasMadeToResolveToThisMachine_isKeptOut(String host) {
        assertThat(SameOrigin.isOwn(host)).isFalse();
    }

    @Test
    void requestWithoutAHost_isKeptOut() {
        assertThat(SameOrigin.isOwn(null)).isFalse();
    }

    @Test
    void ownPage_andToolsThatSendNoOrigin_mayCommand() {
        assertThat(SameOrigin.isSameOrigin(HOST, "http://" + HOST, "same-origin"))
                .isTrue();
        assertThat(SameOrigin.isSameOrigin(HOST, null, null)).isTrue();
    }

    @Test
    void otherPages_mayNot() {
        assertThat(SameOrigin.isSameOrigin(HOST, "http://evil.example", "cross-site"))
                .isFalse();
        assertThat(SameOrigin.isSameOrigin(HOST, "http://127.0.0.1:3000", "same-site"))
                .isFalse();
        assertThat(SameOrigin.isSameOrigin(HOST, "null", null)).isFalse();
        assertThat(SameOrigin.isSameOrigin(HOST, null, "cross-site")).isFalse();
    }
}
