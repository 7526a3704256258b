package io.alternator.http.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a bare socket: HTTP clients do not let one lie about the host. */
final class ConsoleServerTest {
    private final AtomicInteger commands = new AtomicInteger();
    private ConsoleServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ConsoleServer(0);
        server.file("/", "index.html", "text/html; charset=utf-8");
        server.get("/look", query -> Reply.text(200, query.text("what")));
        server.post("/do", query -> {
            commands.incrementAndGet();
            return Reply.done();
        });
        server.get("/broken", query -> {
            throw new IllegalStateException("out of order");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void page_comesWithAPolicyThatLetsInNothingForeign() throws IOException {
        assertThat(ask("GET / HTTP/1.1"))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("Content-Security-Policy: default-src 'none'")
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .contains("<title>Alternator console</title>");
    }

    @Test
    void parameters_areDecoded_andMissedByName() throws IOException {
        assertThat(ask("GET /look?what=a%20%26%20b HTTP/1.1"))
                .startsWith("HTTP/1.1 200")
                .endsWith("a & b");
        assertThat(ask("GET /look HTTP/1.1")).startsWith("HTTP/1.1 400").contains("what: missing");
    }

    @Test
    void commands_takePostAlone() throws IOException {
        assertThat(ask("POST /do HTTP/1.1")).startsWith("HTTP/1.1 204");
        for (String method : new String[] {"GET", "PUT", "DELETE", "OPTIONS"}) {
            assertThat(ask(method + " /do HTTP/1.1")).startsWith("HTTP/1.1 405").contains("Allow: POST");
        }
        assertThat(commands).hasValue(1);
    }

    @Test
    void foreignPages_commandNothing() throws IOException {
        assertThat(ask("POST /do HTTP/1.1", "Origin: http://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(ask("POST /do HTTP/1.1", "Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(ask("POST /do HTTP/1.1", "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
        assertThat(commands).hasValue(0);
    }

    @Test
    void foreignName_seesNothing() throws IOException {
        assertThat(exchange("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("<title>");
    }

    @Test
    void unknownPaths_areSaidToBe_thoughAPrefixIsKnown() throws IOException {
        assertThat(ask("GET /nothing HTTP/1.1")).startsWith("HTTP/1.1 404");
        assertThat(ask("POST /do/more HTTP/1.1")).startsWith("HTTP/1.1 404");
        assertThat(commands).hasValue(0);
    }

    @Test
    void failure_isTold() throws IOException {
        assertThat(ask("GET /broken HTTP/1.1")).startsWith("HTTP/1.1 500").endsWith("out of order");
    }

    @Test
    void takenPort_isRefusedWithTheRemedy() {
        int taken = server.uri().getPort();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConsoleServer(taken))
                .withMessage("--port: " + taken + " is taken; use another, or 0 for any");
    }

    private String ask(String line, String... headers) throws IOException {
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
