package io.alternator.http.internal.hedging;

import java.util.Set;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The operations that change nothing and may therefore be sent twice. An unknown operation is not a read. */
public final class ReadOperations {
    private static final Set<String> READS =
            Set.of("GetItem", "BatchGetItem", "Query", "Scan", "GetRecords", "GetShardIterator");

    private ReadOperations() {}

    /** True if the request changes nothing. */
    public static boolean isRead(SdkHttpRequest request) {
        return isRead(request.firstMatchingHeader("X-Amz-Target").orElse(""));
    }

    /** By the target, as in {@code DynamoDB_20120810.GetItem}. */
    static boolean isRead(String target) {
        int operation = target.indexOf('.') + 1;
        return (target.startsWith("DynamoDB_") || target.startsWith("DynamoDBStreams_"))
                && (target.startsWith("Describe", operation)
                        || target.startsWith("List", operation)
                        || READS.contains(target.substring(operation)));
    }
}
