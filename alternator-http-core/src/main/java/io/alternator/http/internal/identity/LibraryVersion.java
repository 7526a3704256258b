package io.alternator.http.internal.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The version of this library, which the build writes into a resource: a module has no manifest to ask. It is for people only, so a
 * client works without it, as where a repackaged jar has lost the resource.
 */
public final class LibraryVersion {
    private static final String VERSION = read();

    private LibraryVersion() {}

    /** As Maven has it, such as {@code 0.1.0}; {@code unknown} if the resource is missing. */
    public static String get() {
        return VERSION;
    }

    private static String read() {
        try (InputStream file = LibraryVersion.class.getResourceAsStream("version.txt")) {
            return file == null ? "unknown" : new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
