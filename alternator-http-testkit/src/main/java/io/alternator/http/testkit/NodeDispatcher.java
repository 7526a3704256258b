package io.alternator.http.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Answers one node's requests, subject to its current fault: the node list, the health check and DynamoDB's API. */
final class NodeDispatcher extends Dispatcher {
    private static final AtomicLong REQUEST_ID = new AtomicLong();
    private static final Fault HANG = new Fault.Hang();
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final CurrentFault fault;
    private final TrackedSockets sockets;
    private final Function<HttpUrl, CannedReply> localNodes;
    private final Backend backend;
    private final InstantSource clock;
    private final LongAdder requests = new LongAdder();
    private final LongAdder controlRequests = new LongAdder();
    private final LongAdder listRequests = new LongAdder();
    private final Set<String> hosts = ConcurrentHashMap.newKeySet();
    private final Set<String> serverNames = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ReceivedRequest lastRequest;
    private volatile @Nullable MockWebServer server;
    private volatile Consumer<ReceivedRequest> observer = request -> {};

    NodeDispatcher(
            CurrentFault fault,
            TrackedSockets sockets,
            Function<HttpUrl, CannedReply> localNodes,
            Backend backend,
            InstantSource clock) {
        this.fault = fault;
        this.sockets = sockets;
        this.localNodes = localNodes;
        this.backend = backend;
        this.clock = clock;
    }

    /** Answers {@code POST /} at the time that the node's clock shows. */
    @FunctionalInterface
    interface Backend {
        CannedReply reply(ReceivedRequest request, Instant now);

        /** The backend as one node uses it: what that node cancels concerns no other. */
        default Backend forNode() {
            return this;
        }

        /** Gives up the replies that the node waits for, because it is being stopped. */
        default void cancel() {}

        /** Closes what it opened. Called once, when no node is running. */
        default void close() {}
    }

    void setObserver(Consumer<ReceivedRequest> observer) {
        this.observer = observer;
    }

    void setServer(MockWebServer server) {
        this.server = server;
    }

    long requests() {
        return requests.sum();
    }

    long controlRequests() {
        return controlRequests.sum();
    }

    long listRequests() {
        return listRequests.sum();
    }

    @Nullable
    ReceivedRequest lastRequest() {
        return lastRequest;
    }

    void resetCounters() {
        requests.reset();
        controlRequests.reset();
        listRequests.reset();
        hosts.clear();
        serverNames.clear();
        lastRequest = null;
    }

    Set<String> hosts() {
        return Set.copyOf(hosts);
    }

    Set<String> serverNames() {
        return Set.copyOf(serverNames);
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
        discardRecorded();
        boolean post = "POST".equals(request.getMethod());
        (post ? requests : controlRequests).increment();
        String host = request.getHeaders().get("Host");
        hosts.add(host == null ? "" : host);
        serverNames.addAll(request.getHandshakeServerNames());
        fault.awaitCleared(HANG);
        if (!post) {
            return control(request);
        }
        return request.getUrl().encodedPath().equals("/") ? api(request) : notFound();
    }

    private MockResponse control(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        return switch (url.encodedPath()) {
            case "/localnodes" -> {
                listRequests.increment();
                yield response(localNodes.apply(url)).build();
            }
            case "/" ->
                new MockResponse.Builder()
                        .body("healthy: " + request.getHeaders().get("Host"))
                        .build();
            default -> notFound();
        };
    }

    private static MockResponse notFound() {
        return new MockResponse.Builder().code(404).build();
    }

    private MockResponse api(RecordedRequest recorded) throws InterruptedException {
        ReceivedRequest request;
        try {
            request = ReceivedRequest.of(recorded);
        } catch (IllegalArgumentException notGzip) {
            return response(CannedReply.error(400, "ValidationException", "Failed to decompress gzip body"))
                    .build();
        }
        lastRequest = request;
        observer.accept(request);
        if (fault.get() instanceof Fault.Slow slow) {
            fault.awaitDelay(slow, slow.delay());
        }
        Fault active = fault.get();
        Duration offset = active instanceof Fault.WrongClock wrong ? wrong.offset() : Duration.ZERO;
        Instant now = clock.instant().plus(offset);
        CannedReply reply = active instanceof Fault.FixedReply fixed ? fixed.reply() : backend.reply(request, now);
        ResponseBody body = ResponseBody.of(reply, request, active instanceof Fault.CorruptGzip);
        MockResponse.Builder response = response(reply.status(), body).setHeader("Date", DATE.format(now));
        if (active instanceof Fault.FixedReply fixed && fixed.closes()) {
            response.onResponseEnd(new SocketEffect.CloseSocket());
        }
        if (active instanceof Fault.SlowBody slow) {
            response.body(new FaultyBody(body.bytes(), () -> fault.awaitDelay(slow, slow.delay())));
        }
        return active instanceof Fault.Truncation truncation
                ? truncated(response, body.bytes(), truncation, recorded.getConnectionIndex())
                        .build()
                : response.build();
    }

    private MockResponse.Builder truncated(
            MockResponse.Builder response, byte[] body, Fault.Truncation truncation, int connection) {
        return switch (truncation.point()) {
            case CLOSE_BEFORE_HEADERS -> response.onResponseStart(new SocketEffect.CloseSocket());
            case CLOSE_MID_BODY -> response.onResponseBody(new SocketEffect.CloseSocket());
            case CLOSE_MID_CHUNK ->
                response.chunkedBody(new Buffer().write(body), Integer.MAX_VALUE)
                        .onResponseBody(new SocketEffect.CloseSocket());
            case RESET_MID_BODY -> response.body(new FaultyBody(body, () -> sockets.reset(connection)));
            case HANG_MID_BODY -> response.body(new FaultyBody(body, () -> fault.awaitCleared(truncation)));
        };
    }

    private static MockResponse.Builder response(CannedReply reply) {
        return response(reply.status(), ResponseBody.plain(reply));
    }

    private static MockResponse.Builder response(int status, ResponseBody body) {
        MockResponse.Builder response = new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/x-amz-json-1.0")
                .setHeader("x-amzn-RequestId", Long.toHexString(REQUEST_ID.incrementAndGet()))
                .body(new Buffer().write(body.bytes()));
        return body.compressed() ? response.setHeader("Content-Encoding", "gzip") : response;
    }

    /** MockWebServer queues every request for takeRequest(). Left alone, the queue grows without limit in a long run. */
    private void discardRecorded() throws InterruptedException {
        MockWebServer current = server;
        if (current != null) {
            current.takeRequest(0, TimeUnit.NANOSECONDS);
        }
    }
}
