package io.alternator.http.internal.routing;

import java.util.Set;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Tells requests that change nothing, and so may be sent twice. What is unknown is no read. */
final class Reads {
    private static final Set<String> OPERATIONS =
            Set.of("GetItem", "BatchGetItem", "Query", "Scan", "GetRecords", "GetShardIterator");

    private Reads() {}

    static boolean isRead(SdkHttpRequest request) {
        return isRead(request.firstMatchingHeader("X-Amz-Target").orElse(""));
    }

    /** By the target's service and operation, as in {@code DynamoDB_20120810.GetItem}. */
    static boolean isRead(String target) {
        int operation = target.indexOf('.') + 1;
        return (target.startsWith("DynamoDB_") || target.startsWith("DynamoDBStreams_"))
                && (target.startsWith("Describe", operation)
                        || target.startsWith("List", operation)
                        || OPERATIONS.contains(target.substring(operation)));
    }
}
