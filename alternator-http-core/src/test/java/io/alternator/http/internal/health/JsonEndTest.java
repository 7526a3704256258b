package io.alternator.http.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonEndTest {
    private static boolean isWhole(byte[] bytes, int length) {
        JsonEnd end = new JsonEnd();
        for (int i = 0; i < length; i++) {
            end.add(ByteBuffer.wrap(bytes, i, 1)); // in the smallest parts there are
        }
        return end.isWhole();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{\"a\":[1,{\"b\":\"}\"}]}]",
                "{\"quote\":\"\\\"{\\\\\",\"ä\":\"ü]\"}",
            })
    void noPartOfATextIsWhole_butAllOfIt(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int length = 1; length < bytes.length; length++) {
            assertThat(isWhole(bytes, length)).isFalse();
        }
        assertThat(isWhole(bytes, bytes.length)).isTrue();
    }

    @Test
    void nothingIsWhole_andTheBufferIsLeftAsItWas() {
        assertThat(new JsonEnd().isWhole()).isTrue();
        ByteBuffer part = ByteBuffer.wrap(new byte[] {'{', '}'});
        new JsonEnd().add(part);
        assertThat(part.remaining()).isEqualTo(2);
    }
}
