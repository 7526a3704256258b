package io.alternator.http.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CompressionTest {
    private static final String LARGE = "{\"Item\":\"" + "bark ".repeat(1000) + "\"}";

    private final AlternatorTestCluster cluster = AlternatorTestCluster.builder()
            .nodes(1)
            .replies((operation, body) -> CannedReply.ok(body.contains("large") ? LARGE : body))
            .start();

    @AfterEach
    void close() {
        cluster.close();
    }

    private HttpResponse<byte[]> post(byte[] body, String... headers) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + cluster.node(0).connectAddress()))
                .headers(headers)
                .header("X-Amz-Target", "DynamoDB_20120810.GetItem")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void largeResponse_isCompressed_ifTheClientAcceptsIt() throws Exception {
        HttpResponse<byte[]> compressed = post(bytes("large"), "Accept-Encoding", "gzip");
        assertThat(compressed.headers().allValues("Content-Encoding")).isEqualTo(List.of("gzip"));
        assertThat(compressed.headers().allValues("Content-Length"))
                .containsExactly(String.valueOf(compressed.body().length));
        assertThat(compressed.body()).hasSizeLessThan(200);
        assertThat(Gzip.text(compressed.body())).isEqualTo(LARGE);
        HttpResponse<byte[]> plain = post(bytes("large"), "Accept-Encoding", "identity");
        assertThat(plain.headers().allValues("Content-Encoding")).isEmpty();
        assertThat(plain.body()).isEqualTo(bytes(LARGE));
    }

    @Test
    void smallResponse_isNotCompressed() throws Exception {
        String small = "x".repeat(4095);
        HttpResponse<byte[]> response = post(bytes(small), "Accept-Encoding", "gzip");
        assertThat(response.headers().allValues("Content-Encoding")).isEmpty();
        assertThat(response.body()).isEqualTo(bytes(small));
        assertThat(post(bytes(small + "x"), "Accept-Encoding", "gzip").headers().allValues("Content-Encoding"))
                .containsExactly("gzip");
    }

    @Test
    void compressedRequest_isUnderstood() throws Exception {
        byte[] compressed = Gzip.compress(bytes("small"));
        assertThat(post(compressed, "Content-Encoding", "gzip").body()).isEqualTo(bytes("small"));
        ReceivedRequest request = cluster.node(0).lastRequest().orElseThrow();
        assertThat(request.body()).isEqualTo("small");
        assertThat(request.bytes()).isEqualTo(compressed);
    }

    @Test
    void requestThatIsNotGzipAsItSays_isRefused() throws Exception {
        assertThat(post(bytes("small"), "Content-Encoding", "gzip").statusCode())
                .isEqualTo(400);
    }

    @Test
    void corruptGzip_changesALetterOfCompressedResponsesOnly() throws Exception {
        cluster.node(0).corruptGzip();
        byte[] corrupt = post(bytes("large"), "Accept-Encoding", "gzip").body();
        String text = new String(corrupt, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("bark bark").doesNotContain(LARGE);
        assertThat(corrupt).hasSizeGreaterThan(LARGE.length());
        assertThat(post(bytes("large"), "Accept-Encoding", "identity").body()).isEqualTo(bytes(LARGE));
    }

    @Test
    void bytesOfAllConnectionsAreCounted() throws Exception {
        TestNode node = cluster.node(0);
        post(bytes("large"), "Accept-Encoding", "identity");
        assertThat(node.bytesSent()).isBetween((long) LARGE.length(), LARGE.length() + 1000L);
        long received = node.bytesReceived();
        post(bytes("x".repeat(1000)), "Accept-Encoding", "identity");
        assertThat(node.bytesReceived() - received).isBetween(1000L, 2000L);
    }
}
