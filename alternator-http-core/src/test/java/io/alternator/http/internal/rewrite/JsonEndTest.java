package io.alternator.http.internal.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonEndTest {
    private static boolean isComplete(String... parts) {
        JsonEnd end = new JsonEnd(false);
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
        new JsonEnd(false).add(part);
        assertThat(part.remaining()).isEqualTo(2);
    }
}
