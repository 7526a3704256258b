package io.alternator.http.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Provides SQLite's native library, which DynamoDB Local loads from the directory named by a system property. */
final class NativeLibraries {
    private static final String PROPERTY = "sqlite4java.library.path";
    private static final List<String> LIBRARIES = List.of(
            "libsqlite4java-linux-amd64.so",
            "libsqlite4java-osx.dylib",
            "libsqlite4java-osx-aarch64.dylib",
            "sqlite4java-win32-x64.dll");
    private static final ReentrantLock LOCK = new ReentrantLock();

    private NativeLibraries() {}

    /** Unpacks the bundled libraries once and sets the property, unless it is already set. */
    static void provide() {
        LOCK.lock();
        try {
            if (System.getProperty(PROPERTY) == null) {
                System.setProperty(PROPERTY, unpack().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack SQLite's native library", e);
        } finally {
            LOCK.unlock();
        }
    }

    private static Path unpack() throws IOException {
        Path directory = Files.createTempDirectory("alternator-testkit");
        directory.toFile().deleteOnExit();
        for (String library : LIBRARIES) {
            try (InputStream packed = NativeLibraries.class.getResourceAsStream("native/" + library)) {
                if (packed != null) {
                    Path file = directory.resolve(library);
                    Files.copy(packed, file);
                    file.toFile().deleteOnExit();
                }
            }
        }
        return directory;
    }
}
