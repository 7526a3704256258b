package io.alternator.http.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** The nodes of one contender: their fixed responses and their counters. Thread-safe; written by the event loop. */
final class StubCluster {
    private static final byte[] ITEM =
            response("application/x-amz-json-1.0", "{\"Item\":{\"id\":{\"S\":\"1\"},\"name\":{\"S\":\"dog\"}}}");
    private static final byte[] HEALTHY = response("text/plain", "healthy: stub");

    private final List<String> hosts;
    private final byte[] nodeList;
    private final LongAdder requests = new LongAdder();
    private final LongAdder lastNodeRequests = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder closed = new LongAdder();

    StubCluster(List<String> hosts) {
        this.hosts = hosts;
        this.nodeList = response(
                "application/json",
                hosts.stream().map(host -> "\"" + host + "\"").collect(Collectors.joining(",", "[", "]")));
    }

    List<String> hosts() {
        return hosts;
    }

    void connectionAccepted() {
        accepted.increment();
    }

    void connectionClosed() {
        closed.increment();
    }

    void bytesRead(int count) {
        bytes.add(count);
    }

    boolean isLast(String host) {
        return host.equals(hosts.get(hosts.size() - 1));
    }

    /** Counts a request and returns its response. */
    byte[] respond(RequestKind kind, boolean onLastNode) {
        return switch (kind) {
            case API -> {
                requests.increment();
                if (onLastNode) {
                    lastNodeRequests.increment();
                }
                yield ITEM;
            }
            case NODE_LIST -> nodeList;
            case HEALTH -> HEALTHY;
        };
    }

    /** The kinds of request. */
    enum RequestKind {
        API,
        NODE_LIST,
        HEALTH
    }

    ServerCounters counters() {
        return new ServerCounters(
                requests.sum(),
                lastNodeRequests.sum(),
                bytes.sum(),
                accepted.sum(),
                accepted.sum() - closed.sum(),
                ProcessUsage.processCpuNanos());
    }

    private static byte[] response(String type, String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length()
                        + "\r\nx-amzn-RequestId: 0b8c0e2e-6d35-4b6b-9d0f-1b1f0d0c0a09\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
