package io.alternator.http.testkit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Answers one node's requests: the list, the health check, and DynamoDB's API; each as the node's fault allows. */
final class NodeDispatcher extends Dispatcher {
    private static final AtomicLong REQUEST_ID = new AtomicLong();
    private static final Fault HANG = new Fault.Hang();

    private final FaultSwitch fault;
    private final TrackedSockets sockets;
    private final Function<HttpUrl, CannedReply> localNodes;
    private final Backend backend;
    private final LongAdder requests = new LongAdder();
    private final LongAdder controlRequests = new LongAdder();
    private volatile @Nullable ReceivedRequest last;
    private volatile @Nullable MockWebServer server;

    NodeDispatcher(
            FaultSwitch fault, TrackedSockets sockets, Function<HttpUrl, CannedReply> localNodes, Backend backend) {
        this.fault = fault;
        this.sockets = sockets;
        this.localNodes = localNodes;
        this.backend = backend;
    }

    /** What stands behind {@code POST /}. */
    @FunctionalInterface
    interface Backend {
        CannedReply reply(ReceivedRequest request);
    }

    void servedBy(MockWebServer server) {
        this.server = server;
    }

    long requests() {
        return requests.sum();
    }

    long controlRequests() {
        return controlRequests.sum();
    }

    @Nullable
    ReceivedRequest last() {
        return last;
    }

    void resetCounters() {
        requests.reset();
        controlRequests.reset();
        last = null;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
        forgetRecorded();
        boolean post = "POST".equals(request.getMethod());
        (post ? requests : controlRequests).increment();
        fault.awaitNo(HANG);
        return post ? api(request) : control(request);
    }

    private MockResponse control(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        return switch (url.encodedPath()) {
            case "/localnodes" -> response(localNodes.apply(url)).build();
            case "/" ->
                new MockResponse.Builder()
                        .body("healthy: " + request.getHeaders().get("Host"))
                        .build();
            default -> new MockResponse.Builder().code(404).build();
        };
    }

    private MockResponse api(RecordedRequest recorded) throws InterruptedException {
        ReceivedRequest request = ReceivedRequest.of(recorded);
        last = request;
        fault.awaitDelay();
        Fault now = fault.get();
        CannedReply reply = now instanceof Fault.Answer answer ? answer.reply() : backend.reply(request);
        MockResponse.Builder response = response(reply);
        return now instanceof Fault.BreakOff breakOff
                ? broken(response, reply, breakOff, recorded.getConnectionIndex())
                        .build()
                : response.build();
    }

    private MockResponse.Builder broken(
            MockResponse.Builder response, CannedReply reply, Fault.BreakOff breakOff, int connection) {
        return switch (breakOff.where()) {
            case CLOSE_BEFORE_HEADERS -> response.onResponseStart(new SocketEffect.CloseSocket());
            case CLOSE_MID_BODY -> response.onResponseBody(new SocketEffect.CloseSocket());
            case CLOSE_MID_CHUNK ->
                response.chunkedBody(reply.body(), Integer.MAX_VALUE).onResponseBody(new SocketEffect.CloseSocket());
            case RESET_MID_BODY -> response.body(new HalvedBody(reply.body(), () -> sockets.reset(connection)));
            case HANG_MID_BODY -> response.body(new HalvedBody(reply.body(), () -> fault.awaitNo(breakOff)));
        };
    }

    private static MockResponse.Builder response(CannedReply reply) {
        return new MockResponse.Builder()
                .code(reply.status())
                .setHeader("Content-Type", "application/x-amz-json-1.0")
                .setHeader("x-amzn-RequestId", Long.toHexString(REQUEST_ID.incrementAndGet()))
                .body(reply.body());
    }

    /** The server keeps each request for a test to look at; over millions of requests that is a leak. */
    private void forgetRecorded() throws InterruptedException {
        MockWebServer recording = server;
        if (recording != null) {
            recording.takeRequest(0, TimeUnit.NANOSECONDS);
        }
    }
}
