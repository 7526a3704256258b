package io.alternator.http.testkit;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.GzipSource;
import okio.Okio;

/** Forwards requests to a server with DynamoDB's API, and returns its replies uncompressed. */
final class ForwardingBackend implements NodeDispatcher.Backend {
    private static final Duration TIMEOUT = Duration.ofSeconds(10); // as Alternator's own for a request
    private static final int MAX_IDLE_CONNECTIONS = 100;
    /** Below every server's own limit: a request is never sent on a connection that the server closes meanwhile. */
    private static final int MAX_IDLE_SECONDS = 1;
    /** What concerns one connection only, or is set anew for the body as it is forwarded. */
    private static final Set<String> NOT_FORWARDED = Set.of(
            "connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "expect", "content-length");

    private final HttpUrl server;
    private final OkHttpClient client;

    ForwardingBackend(HttpUrl server) {
        this(
                server,
                new OkHttpClient.Builder()
                        .protocols(List.of(Protocol.HTTP_1_1))
                        .connectionPool(new ConnectionPool(MAX_IDLE_CONNECTIONS, MAX_IDLE_SECONDS, TimeUnit.SECONDS))
                        .callTimeout(TIMEOUT)
                        .readTimeout(TIMEOUT)
                        .followRedirects(false)
                        .retryOnConnectionFailure(false) // to send again is for the client under test to decide
                        .build());
    }

    private ForwardingBackend(HttpUrl server, OkHttpClient client) {
        this.server = server;
        this.client = client;
    }

    /** Shares the connections, but not the calls. */
    @Override
    public NodeDispatcher.Backend forNode() {
        return new ForwardingBackend(
                server, client.newBuilder().dispatcher(new Dispatcher()).build());
    }

    /** The URL of this server; refuses what is none. */
    static HttpUrl check(URI server) {
        HttpUrl url = server.getHost() == null ? null : HttpUrl.get(server);
        if (url == null) {
            throw new IllegalArgumentException(
                    "backend: '" + server + "' is not the URI of a server; use one such as http://127.0.0.1:8000");
        }
        return url;
    }

    @Override
    public CannedReply reply(ReceivedRequest request, Instant now) {
        try (Response response = client.newCall(forwarded(request)).execute()) {
            return CannedReply.of(response.code(), body(response));
        } catch (IOException e) {
            return CannedReply.error(500, "InternalServerError", "the backend " + server + " did not answer");
        }
    }

    private Request forwarded(ReceivedRequest request) {
        Request.Builder forwarded = new Request.Builder().url(server).post(RequestBody.create(request.bytes()));
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            if (!NOT_FORWARDED.contains(header.getKey())) {
                header.getValue().forEach(value -> forwarded.addHeader(header.getKey(), value));
            }
        }
        return forwarded.build();
    }

    private static String body(Response response) throws IOException {
        return "gzip".equalsIgnoreCase(response.header("Content-Encoding"))
                ? Okio.buffer(new GzipSource(response.body().source())).readUtf8()
                : response.body().string();
    }

    @Override
    public void cancel() {
        client.dispatcher().cancelAll();
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
    }
}
