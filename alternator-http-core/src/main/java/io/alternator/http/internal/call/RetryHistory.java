package io.alternator.http.internal.call;

import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.selection.FailedNodes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Which nodes failed an SDK call, and how, so that its next attempt, which carries the same invocation id, goes where it may succeed.
 * Written on failure only, under a lock, and read without one. Bounded to 4,096 calls; forgotten a minute after the last failure.
 * While there was no recent failure, a request costs one volatile read.
 */
final class RetryHistory {
    private static final String INVOCATION_ID = "amz-sdk-invocation-id";
    private static final int CAPACITY = 4096;
    private static final long EXPIRY_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<String, FailedNodes> failedNodes = new ConcurrentHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final Deque<String> oldestFirst = new ArrayDeque<>();
    private volatile boolean empty = true;
    private volatile long lastFailure;

    /**
     * An attempt failed on the node in a way that the SDK may retry.
     *
     * @param wasStale true if the connection may be the cause
     */
    void failed(SdkHttpRequest request, Node node, boolean wasStale, long now) {
        String id = invocationId(request);
        if (id.isEmpty()) {
            return;
        }
        writing.lock();
        try {
            forgetIfStale(now);
            FailedNodes before = failedNodes.get(id);
            if (before == null) {
                oldestFirst.add(id);
                before = FailedNodes.NONE;
            }
            failedNodes.put(id, before.with(node, wasStale));
            if (oldestFirst.size() > CAPACITY) {
                failedNodes.remove(oldestFirst.remove());
            }
            lastFailure = now;
            empty = false;
        } finally {
            writing.unlock();
        }
    }

    /** The nodes that failed earlier attempts of the same call. */
    FailedNodes failedNodes(SdkHttpRequest request, long now) {
        if (empty) {
            return FailedNodes.NONE;
        }
        if (isStale(now)) {
            writing.lock();
            try {
                forgetIfStale(now);
            } finally {
                writing.unlock();
            }
        }
        return failedNodes.getOrDefault(invocationId(request), FailedNodes.NONE);
    }

    /** The id that all attempts of one SDK call share; empty if the request has none. */
    static String invocationId(SdkHttpRequest request) {
        return request.firstMatchingHeader(INVOCATION_ID).orElse("");
    }

    private boolean isStale(long now) {
        return !empty && now - lastFailure >= EXPIRY_NANOS;
    }

    private void forgetIfStale(long now) {
        if (isStale(now)) {
            failedNodes.clear();
            oldestFirst.clear();
            empty = true;
        }
    }
}
