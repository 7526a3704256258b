package io.alternator.http.internal.testing;

import io.alternator.http.internal.control.ControlReply;
import io.alternator.http.internal.control.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Answers control calls as the test says, by {@code host/path?query}; who is not mentioned refuses connections. */
public final class FakeTransport implements Transport {
    private final Map<String, Supplier<CompletableFuture<ControlReply>>> replies = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<CompletableFuture<ControlReply>> outstanding = new ArrayList<>();
    private final boolean keepsHostHeader;
    private boolean closed;

    public FakeTransport() {
        this(true);
    }

    public FakeTransport(boolean keepsHostHeader) {
        this.keepsHostHeader = keepsHostHeader;
    }

    /** The host answers so. */
    public FakeTransport answer(String hostAndPath, int status, String body) {
        replies.put(
                hostAndPath,
                () -> CompletableFuture.completedFuture(
                        new ControlReply(status, body.getBytes(StandardCharsets.UTF_8))));
        return this;
    }

    /** The host's list is so, and its probe is answered. */
    public FakeTransport nodes(String host, String... nodes) {
        answer(host + "/", 200, "healthy");
        return answer(host + "/localnodes", 200, "[\"" + String.join("\",\"", nodes) + "\"]");
    }

    /** The host accepts and says nothing. */
    public FakeTransport hang(String hostAndPath) {
        replies.put(hostAndPath, CompletableFuture::new);
        return this;
    }

    /** Asking the host fails so. */
    public FakeTransport fail(String hostAndPath, Throwable failure) {
        replies.put(hostAndPath, () -> CompletableFuture.failedFuture(failure));
        return this;
    }

    /** The host refuses connections. */
    public FakeTransport refuse(String host) {
        replies.keySet().removeIf(key -> key.startsWith(host + "/"));
        return this;
    }

    /** All that was asked and not yet taken. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** What was asked since the last call of this method. */
    public List<String> takeAsked() {
        List<String> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    /** True if every call has ended, whoever ended it. */
    public boolean isQuiet() {
        return outstanding.stream().allMatch(CompletableFuture::isDone);
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public CompletableFuture<ControlReply> send(SdkHttpRequest request, int maxBytes, Runnable begun) {
        begun.run();
        String key = request.host()
                + request.encodedPath()
                + request.encodedQueryParameters().map(query -> "?" + query).orElse("");
        asked.add(key);
        CompletableFuture<ControlReply> reply = replies.getOrDefault(
                        key, () -> CompletableFuture.failedFuture(new ConnectException("Connection refused")))
                .get();
        outstanding.add(reply);
        return reply;
    }

    /** A failure in the midst of an exchange. */
    public static IOException reset() {
        return new IOException("Connection reset");
    }

    @Override
    public boolean noticesTruncation() {
        return true;
    }

    @Override
    public boolean keepsHostHeader() {
        return keepsHostHeader;
    }

    @Override
    public void close() {
        closed = true;
    }
}
