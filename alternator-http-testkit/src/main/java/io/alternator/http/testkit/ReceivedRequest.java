package io.alternator.http.testkit;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import okhttp3.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * A request as a node received it. Immutable.
 *
 * <pre>{@code
 * ReceivedRequest request = cluster.node(0).lastRequest().orElseThrow();
 * assertEquals("GetItem", request.operation());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ReceivedRequest {
    private final String method;
    private final String path;
    private final Map<String, List<String>> headers;
    private final byte[] bytes;
    private final String body;
    private final String clientCertificate;

    private ReceivedRequest(RecordedRequest request) {
        this.method = request.getMethod();
        this.path = request.getTarget();
        this.headers = request.getHeaders().toMultimap();
        this.bytes = request.getBody() == null ? new byte[0] : request.getBody().toByteArray();
        this.body = header("content-encoding").equalsIgnoreCase("gzip") ? Gzip.text(bytes) : Gzip.plainText(bytes);
        this.clientCertificate = subject(request.getHandshake());
    }

    /**
     * Reads a recorded request.
     *
     * @throws IllegalArgumentException if it says that its body is gzip, and it is not
     */
    static ReceivedRequest of(RecordedRequest request) {
        return new ReceivedRequest(request);
    }

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** The path with its query. */
    public String path() {
        return path;
    }

    /** The values by lower-case name. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** The JSON text, decompressed if the request was compressed. */
    public String body() {
        return body;
    }

    /** The body as it was received. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The subject of the client's certificate, such as {@code CN=role}; empty without one. */
    public String clientCertificate() {
        return clientCertificate;
    }

    private static String subject(@Nullable Handshake handshake) {
        Principal client = handshake == null ? null : handshake.peerPrincipal();
        return client == null ? "" : client.getName();
    }

    /** The first value of a header, or an empty string if it is absent. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of("")).get(0);
    }

    /** The operation in {@code X-Amz-Target} without the version, such as {@code GetItem}. */
    public String operation() {
        String target = header("x-amz-target");
        return target.substring(target.indexOf('.') + 1);
    }

    @Override
    public String toString() {
        return method + " " + path + " " + headers + " " + body;
    }
}
