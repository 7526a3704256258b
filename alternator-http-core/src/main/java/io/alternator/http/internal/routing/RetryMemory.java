package io.alternator.http.internal.routing;

import io.alternator.http.internal.node.Node;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Which nodes failed an API call, so that the SDK's next attempt, which carries the same invocation id, goes elsewhere.
 * Written on failure only; bounded; forgotten a minute after the last failure. While nothing failed lately, a request costs
 * one volatile read here.
 */
final class RetryMemory {
    private static final String INVOCATION_ID = "amz-sdk-invocation-id";
    private static final int CAPACITY = 4096;
    private static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Node>> failedNodes = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Node>> eldest) {
            return size() > CAPACITY;
        }
    };
    private volatile boolean empty = true;
    private volatile long lastFailure;

    /** An attempt failed on the node in a way that the SDK may retry. */
    void failed(SdkHttpRequest request, Node node, long now) {
        String id = request.firstMatchingHeader(INVOCATION_ID).orElse("");
        if (id.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            if (isStale(now)) {
                failedNodes.clear();
            }
            List<Node> before = failedNodes.getOrDefault(id, List.of());
            failedNodes.put(
                    id,
                    Stream.concat(before.stream(), Stream.of(node)).distinct().toList());
            lastFailure = now;
            empty = false;
        } finally {
            lock.unlock();
        }
    }

    /** Where earlier attempts of the same API call failed. */
    List<Node> failedNodes(SdkHttpRequest request, long now) {
        if (empty) {
            return List.of();
        }
        String id = request.firstMatchingHeader(INVOCATION_ID).orElse("");
        lock.lock();
        try {
            if (isStale(now)) {
                failedNodes.clear();
                empty = true;
            }
            return failedNodes.getOrDefault(id, List.of());
        } finally {
            lock.unlock();
        }
    }

    private boolean isStale(long now) {
        return !empty && now - lastFailure >= MEMORY_NANOS;
    }
}
