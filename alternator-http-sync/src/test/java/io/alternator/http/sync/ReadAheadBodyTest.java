package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;

/** What is read ahead of a body must not be missing in what is sent. */
final class ReadAheadBodyTest {
    private static final String TEXT = "{\"TableName\":\"dogs\"}";

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static InputStream stream() {
        return new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bodyInMemory_isReadOftenAndSentWhole() throws IOException {
        ReadAheadBody body = new ReadAheadBody(ContentStreamProvider.fromUtf8String(TEXT));
        for (int i = 0; i < 2; i++) {
            StringBuilder read = new StringBuilder();
            assertThat(body.read(stream -> read.append(text(stream)))).isTrue();
            assertThat(read).hasToString(TEXT);
        }
        assertThat(body.read(InputStream::read)).as("a part of it").isTrue();
        assertThat(text(body.newStream())).isEqualTo(TEXT);
        assertThat(text(body.newStream())).as("for a failover").isEqualTo(TEXT);
    }

    @Test
    void bodyThatCanBeReadOnce_isNotRead_andSent() throws IOException {
        InputStream once = new FilterInputStream(stream()) {
            @Override
            public boolean markSupported() {
                return false;
            }
        };
        ReadAheadBody body = new ReadAheadBody(ContentStreamProvider.fromInputStream(once));
        assertThat(body.read(stream -> {
                    throw new AssertionError("it is read");
                }))
                .isFalse();
        assertThat(text(body.newStream())).isEqualTo(TEXT);
    }

    @Test
    void providerThatGivesOneStream_isAskedOnce() throws IOException {
        InputStream[] only = {new BufferedInputStream(stream())};
        ReadAheadBody body = new ReadAheadBody(() -> {
            InputStream given = only[0];
            only[0] = InputStream.nullInputStream();
            return given;
        });
        assertThat(body.read(stream -> stream.readNBytes(5))).isTrue();
        assertThat(text(body.newStream())).isEqualTo(TEXT);
    }

    @Test
    void readerThatFails_leavesTheBodyWhole() {
        ReadAheadBody body = new ReadAheadBody(ContentStreamProvider.fromUtf8String(TEXT));
        assertThatThrownBy(() -> body.read(stream -> {
                    stream.readNBytes(5);
                    throw new IOException("not JSON");
                }))
                .isInstanceOf(IOException.class);
        assertThat(text(body.newStream())).isEqualTo(TEXT);
    }

    @Test
    void streamThatCannotBeSetBack_isNotSent() {
        boolean[] first = {true};
        ReadAheadBody body = new ReadAheadBody(() -> {
            InputStream stream = first[0]
                    ? new FilterInputStream(stream()) {
                        @Override
                        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // one thread
                        public void reset() throws IOException {
                            throw new IOException("not to be set back");
                        }
                    }
                    : stream();
            first[0] = false;
            return stream;
        });
        assertThatThrownBy(() -> body.read(InputStream::readAllBytes)).isInstanceOf(IOException.class);
        assertThat(text(body.newStream())).isEqualTo(TEXT);
    }
}
