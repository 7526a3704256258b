package io.alternator.http.internal.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GzipDecoderTest {
    private static final String JSON = IntStream.range(0, 300)
            .mapToObj(i -> "\"attribute" + i + "\":{\"S\":\"value" + i * 7919 + "\"}")
            .collect(Collectors.joining(",", "{\"Item\":{", "}}"));

    private final GzipDecoder decoder = new GzipDecoder();
    private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        decoder.close();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** The letters as they are between header and checksum, so that one can be changed. */
    private static byte[] stored(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        Deflater deflater = new Deflater(Deflater.NO_COMPRESSION, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] data = new byte[plain.length + 100];
        int length = deflater.deflate(data);
        deflater.end();
        CRC32 checksum = new CRC32();
        checksum.update(plain);
        return concat(header(0), Arrays.copyOf(data, length), trailer((int) checksum.getValue(), plain.length));
    }

    private static byte[] header(int flags) {
        return new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 0, 0, 0, 0, 0, 3};
    }

    private static byte[] trailer(int checksum, int length) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(checksum)
                .putInt(length)
                .array();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private void decode(byte[] bytes, int partSize) throws ZipException {
        for (int start = 0; start < bytes.length; start += partSize) {
            ByteBuffer part = ByteBuffer.wrap(bytes, start, Math.min(partSize, bytes.length - start));
            int position = part.position();
            ByteBuffer out = decoder.decode(part);
            assertThat(part.position()).isEqualTo(position);
            decoded.write(out.array(), out.arrayOffset() + out.position(), out.remaining());
        }
    }

    private String text() {
        return decoded.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000, 100_000})
    void partsOfAnySize_areDecoded(int partSize) throws IOException {
        decode(gzip(JSON), partSize);
        assertThat(text()).isEqualTo(JSON);
        assertThat(decoder.isComplete()).isTrue();
    }

    @Test
    void readOnlyPart_isDecoded() throws IOException {
        ByteBuffer out = decoder.decode(ByteBuffer.wrap(gzip(JSON)).asReadOnlyBuffer());
        assertThat(StandardCharsets.UTF_8.decode(out).toString()).isEqualTo(JSON);
    }

    @Test
    void highlyCompressedPart_isDecodedAsAWhole() throws IOException {
        String text = "x".repeat(3_000_000);
        decode(gzip(text), 1 << 20);
        assertThat(text()).isEqualTo(text);
    }

    /** At each length: the text is not complete, and the closing bracket is not passed on. */
    @Test
    void truncatedBody_isNeverComplete() throws IOException {
        byte[] whole = gzip(JSON);
        for (int length = 0; length < whole.length; length++) {
            GzipDecoder cut = new GzipDecoder();
            ByteBuffer out = cut.decode(ByteBuffer.wrap(whole, 0, length));
            assertThat(StandardCharsets.UTF_8.decode(out).toString()).isNotEqualTo(JSON);
            assertThat(cut.isComplete()).isFalse();
            cut.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void wrongLetter_isAFailureBeforeTheLastBracket(int partSize) {
        byte[] corrupt = stored(JSON + "\r\n ");
        corrupt[corrupt.length / 2] ^= 1;
        assertThatThrownBy(() -> decode(corrupt, partSize))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("corrupt: its checksum");
        assertThat(text()).doesNotEndWith("}}}").doesNotContain("\r");
    }

    @Test
    void storedText_isDecoded() throws IOException {
        decode(stored(JSON + "\n"), 5);
        assertThat(text()).isEqualTo(JSON + "\n");
        assertThat(decoder.isComplete()).isTrue();
    }

    @Test
    void wrongLength_isAFailure() {
        byte[] wrong = stored(JSON);
        wrong[wrong.length - 1] ^= 1;
        assertThatThrownBy(() -> decode(wrong, 100_000)).hasMessageContaining("checksum or length is wrong");
    }

    @Test
    void impossibleData_isAFailure() throws IOException {
        byte[] wrong = gzip(JSON);
        Arrays.fill(wrong, 10, 40, (byte) 0xff);
        assertThatThrownBy(() -> decode(wrong, 100_000))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("the gzip body is corrupt: invalid");
    }

    @Test
    void otherContent_isAFailure() {
        assertThatThrownBy(() -> decode(JSON.getBytes(StandardCharsets.UTF_8), 100_000))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("not gzip");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100_000})
    void allFieldsOfAHeader_areSkipped(int partSize) throws IOException {
        byte[] plain = gzip(JSON);
        byte[] fields = concat(
                new byte[] {3, 0, 'a', 0, 'c'}, // extra field
                new byte[] {'n', 'a', 'm', 'e', 0},
                new byte[] {'c', 0},
                new byte[] {1, 2}); // checksum of the header
        decode(concat(header(2 + 4 + 8 + 16), fields, Arrays.copyOfRange(plain, 10, plain.length)), partSize);
        assertThat(text()).isEqualTo(JSON);
    }

    @Test
    void endlessHeader_isAFailure() {
        byte[] name = new byte[70_000];
        Arrays.fill(name, (byte) 'n');
        assertThatThrownBy(() -> decode(concat(header(8), name), 1000)).hasMessageContaining("gzip header");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 100_000})
    void membersFollowEachOther(int partSize) throws IOException {
        decode(concat(gzip("{\"a\":"), gzip("1}")), partSize);
        assertThat(text()).isEqualTo("{\"a\":1}");
        assertThat(decoder.isComplete()).isTrue();
    }

    @Test
    void truncatedSecondMember_isNotComplete() throws IOException {
        decode(concat(gzip("{\"a\":"), Arrays.copyOf(gzip("1}"), 5)), 100_000);
        assertThat(decoder.isComplete()).isFalse();
    }

    @Test
    void emptyBody_isNotComplete() {
        assertThat(decoder.isComplete()).isFalse();
    }
}
