package io.alternator.http.examples.console;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless browser with a temporary profile. Closing it ends all of its processes and deletes the profile. */
final class Chromium implements AutoCloseable {
    private final Path profile;
    private final Process process;
    private final DevTools devTools;

    private Chromium(Path program) throws IOException {
        profile = Files.createTempDirectory("console-it-");
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-proxy-server",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output").toFile())
                .start();
        try {
            devTools = new DevTools(endpoint());
        } catch (RuntimeException e) {
            kill();
            throw e;
        }
    }

    /** The executable {@code chromium} (Debian's package of that name), if it is installed. */
    static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium start(Path program) throws IOException {
        return new Chromium(program);
    }

    Page open(URI address) {
        return Page.open(devTools, address);
    }

    @Override
    public void close() {
        devTools.close();
        kill();
    }

    /** Once the browser listens, it writes port and path of its DevTools endpoint to this file. */
    private URI endpoint() {
        Path file = profile.resolve("DevToolsActivePort");
        return Eventually.get(() -> "the browser listens", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the browser ended with " + process.exitValue() + ": " + output());
            }
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.size() < 2
                    ? Optional.empty()
                    : Optional.of(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
        });
    }

    private String output() throws IOException {
        return Files.readString(profile.resolve("output"));
    }

    private void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(Chromium::awaitEnd); // they write to the profile until they end
        deleteProfile();
    }

    private static void awaitEnd(ProcessHandle process) {
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(timeout -> process)
                .join();
    }

    private void deleteProfile() {
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // a leftover in the temporary directory is harmless
        }
    }
}
