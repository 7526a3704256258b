package io.alternator.http.internal.keys;

import java.util.concurrent.atomic.AtomicReferenceArray;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Calls of the SDK that were routed as usual because their key was not found. Their retries are too: a name that is learned in between
 * would send them to a node that has nothing to do with the first attempt. Remembers the last thousand or so, without a lock; one that
 * is forgotten only goes to its node.
 */
final class UnkeyedCalls {
    private static final String INVOCATION_ID = "amz-sdk-invocation-id";
    private static final String FIRST_ATTEMPT = "attempt=1;";
    private static final int SLOTS = 1024;

    private final AtomicReferenceArray<String> ids = new AtomicReferenceArray<>(SLOTS);

    /** The call's key was not found. */
    void add(SdkHttpRequest request) {
        String id = id(request);
        ids.setOpaque(slot(id), id);
    }

    /** True if the request is a retry of a call whose key was not found. */
    boolean hasRetry(SdkHttpRequest request) {
        if (request.firstMatchingHeader("amz-sdk-request").orElse(FIRST_ATTEMPT).startsWith(FIRST_ATTEMPT)) {
            return false;
        }
        String id = id(request);
        return !id.isEmpty() && id.equals(ids.getOpaque(slot(id)));
    }

    private static String id(SdkHttpRequest request) {
        return request.firstMatchingHeader(INVOCATION_ID).orElse("");
    }

    private static int slot(String id) {
        return id.hashCode() & SLOTS - 1;
    }
}
