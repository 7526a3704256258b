package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.alternator.http.examples.LocalServer.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a raw socket, as HTTP clients do not allow a forged Host header. */
final class LocalServerTest {
    private final AtomicInteger commands = new AtomicInteger();
    private LocalServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LocalServer("--port", 0);
        server.file("/", "index.html", "text/html; charset=utf-8");
        server.route("GET", "/look", query -> {
            if (!query.containsKey("what")) {
                throw new IllegalArgumentException("what: missing");
            }
            return Reply.text(200, query.get("what"));
        });
        server.route("POST", "/do", query -> {
            commands.incrementAndGet();
            return Reply.NO_CONTENT;
        });
        server.route("GET", "/broken", query -> {
            throw new IllegalStateException("out of order");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void page_hasARestrictiveContentSecurityPolicy() throws IOException {
        assertThat(send("GET / HTTP/1.1"))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("Content-Security-Policy: default-src 'none'")
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .contains("<title>Alternator console</title>");
    }

    @Test
    void parameters_areDecoded_andAMissingOneIsNamed() throws IOException {
        assertThat(send("GET /look?what=a%20%26%20b HTTP/1.1"))
                .startsWith("HTTP/1.1 200")
                .endsWith("a & b");
        assertThat(send("GET /look HTTP/1.1")).startsWith("HTTP/1.1 400").contains("what: missing");
    }

    @Test
    void commands_requirePost() throws IOException {
        assertThat(send("POST /do HTTP/1.1")).startsWith("HTTP/1.1 204");
        for (String method : new String[] {"GET", "PUT", "DELETE", "OPTIONS"}) {
            assertThat(send(method + " /do HTTP/1.1"))
                    .startsWith("HTTP/1.1 405")
                    .contains("Allow: POST");
        }
        assertThat(commands).hasValue(1);
    }

    @Test
    void crossOriginCommands_areRejected() throws IOException {
        assertThat(send("POST /do HTTP/1.1", "Origin: http://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(send("POST /do HTTP/1.1", "Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(send("POST /do HTTP/1.1", "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
        assertThat(commands).hasValue(0);
    }

    @Test
    void foreignHostName_isRejected() throws IOException {
        assertThat(exchange("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("<title>");
    }

    @Test
    void unknownPaths_get404_evenUnderAKnownPrefix() throws IOException {
        assertThat(send("GET /nothing HTTP/1.1")).startsWith("HTTP/1.1 404");
        assertThat(send("POST /do/more HTTP/1.1")).startsWith("HTTP/1.1 404");
        assertThat(commands).hasValue(0);
    }

    @Test
    void exceptionMessage_isReturnedWith500() throws IOException {
        assertThat(send("GET /broken HTTP/1.1")).startsWith("HTTP/1.1 500").endsWith("out of order");
    }

    @Test
    void takenPort_isRejected_withTheRemedy() {
        int taken = server.uri().getPort();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LocalServer("--port", taken))
                .withMessage("--port: " + taken + " is taken; use another, or 0 for any free port");
    }

    private String send(String line, String... headers) throws IOException {
        StringBuilder request =
                new StringBuilder(line).append("\r\nHost: ").append(server.uri().getAuthority());
        for (String header : headers) {
            request.append("\r\n").append(header);
        }
        return exchange(request.append("\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .toString());
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(
                        InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                        server.uri().getPort());
                OutputStream out = socket.getOutputStream()) {
            socket.setSoTimeout(10_000);
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
