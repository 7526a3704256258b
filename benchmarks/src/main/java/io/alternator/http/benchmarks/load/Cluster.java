package io.alternator.http.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** The nodes of one contender: what they answer, and what they have seen. Counted on the event loop, read anywhere. */
final class Cluster {
    private static final byte[] ITEM =
            response("application/x-amz-json-1.0", "{\"Item\":{\"id\":{\"S\":\"1\"},\"name\":{\"S\":\"dog\"}}}");
    private static final byte[] HEALTHY = response("text/plain", "healthy");

    private final List<String> hosts;
    private final byte[] nodeList;
    private final LongAdder requests = new LongAdder();
    private final LongAdder lastNodesRequests = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder closed = new LongAdder();

    Cluster(List<String> hosts) {
        this.hosts = hosts;
        this.nodeList = response(
                "application/json",
                hosts.stream().map(host -> "\"" + host + "\"").collect(Collectors.joining(",", "[", "]")));
    }

    List<String> hosts() {
        return hosts;
    }

    void accepted() {
        accepted.increment();
    }

    void closed() {
        closed.increment();
    }

    void read(int count) {
        bytes.add(count);
    }

    boolean isLast(String host) {
        return host.equals(hosts.get(hosts.size() - 1));
    }

    /** The answer to a request line, on the last node or on another. */
    byte[] answer(RequestLine line, boolean onLastNode) {
        return switch (line) {
            case API -> {
                requests.increment();
                if (onLastNode) {
                    lastNodesRequests.increment();
                }
                yield ITEM;
            }
            case NODE_LIST -> nodeList;
            case HEALTH -> HEALTHY;
        };
    }

    /** What can be asked for. */
    enum RequestLine {
        API,
        NODE_LIST,
        HEALTH
    }

    Traffic traffic() {
        return new Traffic(
                requests.sum(),
                lastNodesRequests.sum(),
                bytes.sum(),
                accepted.sum(),
                accepted.sum() - closed.sum(),
                Usage.processCpuNanos());
    }

    private static byte[] response(String type, String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length()
                        + "\r\nx-amzn-RequestId: 0b8c0e2e-6d35-4b6b-9d0f-1b1f0d0c0a09\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
