package io.alternator.http.testkit.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs npm's dynalite, a DynamoDB on LevelDB in memory, for all tests of a class. They are skipped if it is not in the project's
 * {@code target/dynalite}, where {@code npm install --prefix target/dynalite dynalite@4} puts it.
 */
public final class Dynalite implements BeforeAllCallback, AfterAllCallback {
    private static final Path PROGRAM = Path.of("..", "target", "dynalite", "node_modules", "dynalite", "cli.js");
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private int port;
    private Process process;

    /** Its URI while the tests run. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        assumeTrue(
                Files.isRegularFile(PROGRAM),
                "dynalite is not installed; use npm install --prefix target/dynalite dynalite@4");
        port = freePort();
        process = new ProcessBuilder(
                        "node",
                        PROGRAM.toString(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--createTableMs",
                        "0", // otherwise the SDK's waiter asks again after 20 s
                        "--deleteTableMs",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(new File("target", "dynalite.log"))
                .start();
        awaitListening();
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        if (process != null) {
            process.destroy();
            assertThat(process.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    private void awaitListening() {
        await("dynalite listens")
                .atMost(START_TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    assertThat(process.isAlive()).as("see target/dynalite.log").isTrue();
                    return isListening();
                });
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
