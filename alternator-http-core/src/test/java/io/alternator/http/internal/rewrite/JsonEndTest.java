package io.alternator.http.internal.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonEndTest {
    private static boolean isComplete(byte[] bytes, int length) {
        JsonEnd end = new JsonEnd();
        for (int i = 0; i < length; i++) {
            end.add(ByteBuffer.wrap(bytes, i, 1)); // one byte at a time
        }
        return end.isComplete();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{\"a\":[1,{\"b\":\"}\"}]}]",
                "{\"quote\":\"\\\"{\\\\\",\"ä\":\"ü]\"}",
            })
    void onlyTheWholeTextIsComplete(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int length = 1; length < bytes.length; length++) {
            assertThat(isComplete(bytes, length)).isFalse();
        }
        assertThat(isComplete(bytes, bytes.length)).isTrue();
    }

    @Test
    void emptyTextIsComplete_andTheBufferPositionIsNotMoved() {
        assertThat(new JsonEnd().isComplete()).isTrue();
        ByteBuffer part = ByteBuffer.wrap(new byte[] {'{', '}'});
        new JsonEnd().add(part);
        assertThat(part.remaining()).isEqualTo(2);
    }
}
