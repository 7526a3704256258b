package io.alternator.http.internal.testing;

import io.alternator.http.internal.sdk.HostHeader;
import io.alternator.http.internal.sdk.PoolUse;
import io.alternator.http.internal.sdk.ProxySettings;
import io.alternator.http.internal.transport.ControlReply;
import io.alternator.http.internal.transport.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Answers control calls with the test's replies, by {@code host/path?query}. Connections to any other host are refused. */
public final class FakeTransport implements Transport {
    private final Map<String, Supplier<CompletableFuture<ControlReply>>> replies = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<CompletableFuture<ControlReply>> calls = new ArrayList<>();
    private final Map<String, Error> errors = new HashMap<>();
    private final HostHeader hostHeader = HostHeader.of(this);
    private PoolUse pool = PoolUse.UNKNOWN;
    private boolean runsCallbacks;
    private @Nullable SdkHttpRequest lastRequest;
    private int thrown;
    private boolean closed;

    public FakeTransport() {
        this(true);
    }

    public FakeTransport(boolean keepsHostHeader) {
        hostHeader.seen(keepsHostHeader);
    }

    /** The host answers with this status and body. */
    public FakeTransport answer(String hostAndPath, int status, String body) {
        replies.put(
                hostAndPath,
                () -> CompletableFuture.completedFuture(
                        new ControlReply(status, body.getBytes(StandardCharsets.UTF_8))));
        return this;
    }

    /** The host answers probes, and lists these nodes. */
    public FakeTransport nodes(String host, String... nodes) {
        answer(host + "/", 200, "healthy: " + host);
        return answer(host + "/localnodes", 200, "[\"" + String.join("\",\"", nodes) + "\"]");
    }

    /** The host accepts the request and never answers. */
    public FakeTransport hang(String hostAndPath) {
        return hang(hostAndPath, () -> {});
    }

    /** The same, and sending the request does this. */
    public FakeTransport hang(String hostAndPath, Runnable whenSent) {
        replies.put(hostAndPath, () -> {
            whenSent.run();
            return new CompletableFuture<>();
        });
        return this;
    }

    /** The request is answered when the test completes this. */
    public FakeTransport reply(String hostAndPath, CompletableFuture<ControlReply> reply) {
        replies.put(hostAndPath, () -> reply);
        return this;
    }

    /** The request fails with this exception. */
    public FakeTransport fail(String hostAndPath, Throwable failure) {
        replies.put(hostAndPath, () -> CompletableFuture.failedFuture(failure));
        return this;
    }

    /** The next request makes the client throw; later ones are answered as before. */
    public FakeTransport throwsOnce(String hostAndPath, Error error) {
        errors.put(hostAndPath, error);
        return this;
    }

    /** The application's callbacks run on the client's threads. */
    public FakeTransport withCallbacks() {
        runsCallbacks = true;
        return this;
    }

    /** The client has this pool. */
    public FakeTransport pool(PoolUse use) {
        pool = use;
        return this;
    }

    /** The connection of the next request is reset; later requests are answered as now. */
    public FakeTransport resetsOnce(String hostAndPath) {
        Supplier<CompletableFuture<ControlReply>> later = replies.get(hostAndPath);
        replies.put(hostAndPath, () -> {
            replies.put(hostAndPath, later);
            return CompletableFuture.failedFuture(connectionReset());
        });
        return this;
    }

    /** How many times the client has thrown. */
    public int thrown() {
        return thrown;
    }

    /** The host refuses connections. */
    public FakeTransport refuse(String host) {
        replies.keySet().removeIf(key -> key.startsWith(host + "/"));
        return this;
    }

    /** All requests since the last {@link #takeRequests()}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** All requests since the last call of this method. */
    public List<String> takeRequests() {
        List<String> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    /** The latest request. */
    public SdkHttpRequest lastRequest() {
        return Objects.requireNonNull(lastRequest, "no request was sent");
    }

    /** True if every call has ended or was cancelled. */
    public boolean isIdle() {
        return calls.stream().allMatch(CompletableFuture::isDone);
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public CompletableFuture<ControlReply> send(SdkHttpRequest request, int maxBytes, Runnable started) {
        started.run();
        lastRequest = request;
        String key = request.host()
                + request.encodedPath()
                + request.encodedQueryParameters().map(query -> "?" + query).orElse("");
        requests.add(key);
        Error error = errors.remove(key);
        if (error != null) {
            thrown++;
            throw error;
        }
        CompletableFuture<ControlReply> reply = replies.getOrDefault(
                        key, () -> CompletableFuture.failedFuture(new ConnectException("Connection refused")))
                .get();
        calls.add(reply);
        return reply;
    }

    /** A failure after the request was sent. */
    public static IOException connectionReset() {
        return new IOException("Connection reset");
    }

    @Override
    public boolean detectsTruncation() {
        return true;
    }

    @Override
    public PoolUse pool() {
        return pool;
    }

    @Override
    public boolean runsCallbacks() {
        return runsCallbacks;
    }

    @Override
    public ProxySettings proxy() {
        return ProxySettings.NONE;
    }

    @Override
    public HostHeader hostHeader() {
        return hostHeader;
    }

    @Override
    public void close() {
        closed = true;
    }
}
