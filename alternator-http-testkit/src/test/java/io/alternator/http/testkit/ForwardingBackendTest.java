package io.alternator.http.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ForwardingBackendTest {
    private final MockWebServer server = new MockWebServer();
    private AlternatorTestCluster cluster;

    @BeforeEach
    void start() throws IOException {
        server.start();
        cluster = AlternatorTestCluster.builder()
                .nodes(2)
                .backend(server.url("/").uri())
                .start();
    }

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    /** Status line, headers and body of the node's response to a request with these headers. */
    private String forward(String... headers) throws IOException {
        byte[] body = "{\"é\":1}".getBytes(StandardCharsets.UTF_8);
        String head = "POST / HTTP/1.1\r\nHost: dog.scylla.com:8000\r\nContent-Length: " + body.length + "\r\n"
                + String.join("\r\n", headers) + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
        try (Socket socket = RawHttp.connect(cluster.node(0))) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            return RawHttp.receive(socket);
        }
    }

    @Test
    void serverGetsTheOriginalHeaders_butThoseOfTheConnection() throws Exception {
        server.enqueue(new MockResponse.Builder().body("{}").build());
        assertThat(forward(
                        "Authorization: AWS4-HMAC-SHA256 Credential=x",
                        "Content-Type: application/x-amz-json-1.0",
                        "X-Amz-Target: DynamoDB_20120810.PutItem",
                        "X-Amz-Date: 20261129T120000Z",
                        "Connection: close",
                        "Transfer-Encoding: identity"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n{}");
        RecordedRequest received = server.takeRequest();
        assertThat(received.getHeaders().toMultimap())
                .containsEntry("host", List.of("dog.scylla.com:8000"))
                .containsEntry("authorization", List.of("AWS4-HMAC-SHA256 Credential=x"))
                .containsEntry("content-type", List.of("application/x-amz-json-1.0"))
                .containsEntry("x-amz-target", List.of("DynamoDB_20120810.PutItem"))
                .containsEntry("x-amz-date", List.of("20261129T120000Z"))
                .containsEntry("content-length", List.of("8"))
                .containsEntry("connection", List.of("Keep-Alive"))
                .doesNotContainKey("transfer-encoding");
        assertThat(received.getBody().utf8()).isEqualTo("{\"é\":1}");
    }

    @Test
    void errorsAndRedirectsAreReturnedAsTheyAre() throws IOException {
        server.enqueue(
                new MockResponse.Builder().code(400).body("{\"__type\":\"x\"}").build());
        server.enqueue(new MockResponse.Builder()
                .code(307)
                .setHeader("Location", "/other")
                .build());
        assertThat(forward()).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n{\"__type\":\"x\"}");
        assertThat(forward()).startsWith("HTTP/1.1 307 ").endsWith("\r\n\r\n");
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void compressedReplyIsReadAsText() throws IOException {
        Buffer compressed = new Buffer();
        try (BufferedSink sink = Okio.buffer(new GzipSink(compressed))) {
            sink.writeUtf8("{\"a\":1}");
        }
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Encoding", "gzip")
                .body(compressed)
                .build());
        assertThat(forward("Accept-Encoding: gzip")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n{\"a\":1}");
    }

    @Test
    void requestThatBreaksOff_isNotSentAgain_andFailsWith500() throws IOException {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(new MockResponse.Builder().body("{}").build());
        assertThat(forward()).startsWith("HTTP/1.1 500 ");
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(forward()).startsWith("HTTP/1.1 200 ");
        String url = server.url("/").toString();
        server.close();
        assertThat(forward())
                .startsWith("HTTP/1.1 500 ")
                .contains("#InternalServerError")
                .contains(url);
    }

    @Test
    void faultsStayTheNodes() throws IOException {
        cluster.node(0).fail(503);
        assertThat(forward()).startsWith("HTTP/1.1 503 ");
        assertThat(server.getRequestCount()).isZero();
        assertThat(RawHttp.get(cluster.node(0), "/localnodes"))
                .contains(cluster.node(1).address().host());
    }

    @Test
    void silentBackendDoesNotBlockStop_norDoesItConcernOtherNodes() throws IOException {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        server.enqueue(new MockResponse.Builder()
                .headersDelay(1, TimeUnit.SECONDS)
                .body("{}")
                .build());
        try (Socket stopped = RawHttp.connect(cluster.node(0));
                Socket other = RawHttp.connect(cluster.node(1))) {
            RawHttp.send(stopped, "POST", "/");
            awaitRequests(1);
            RawHttp.send(other, "POST", "/");
            awaitRequests(2);
            assertTimeoutPreemptively(Duration.ofSeconds(4), cluster.node(0)::stop);
            other.setSoTimeout(30_000);
            assertThat(RawHttp.receive(other)).startsWith("HTTP/1.1 200 ");
        }
    }

    private void awaitRequests(int requests) {
        await().until(() -> server.getRequestCount() >= requests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8000", "localhost", "ftp://127.0.0.1", "http:/path"})
    void whatIsNotAServerIsRefused(String uri) {
        assertThatThrownBy(() -> AlternatorTestCluster.builder().backend(URI.create(uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("backend: '" + uri + "' is not the URI of a server; use one such as http://127.0.0.1:8000");
    }
}
