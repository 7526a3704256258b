package io.alternator.http.internal.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of this library, which the build writes into a resource: a module has no manifest to ask. */
public final class LibraryVersion {
    private static final String VERSION = read();

    private LibraryVersion() {}

    /** As Maven has it, such as {@code 0.1.0}. */
    public static String get() {
        return VERSION;
    }

    private static String read() {
        try (InputStream file = LibraryVersion.class.getResourceAsStream("version.txt")) {
            byte[] text = Objects.requireNonNull(file, "version.txt is missing").readAllBytes();
            return new String(text, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
