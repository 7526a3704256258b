package io.alternator.http.internal.operation;

import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The table of operations: what each does. Those of PartiQL are told by their statements. */
public final class Operations {
    private static final String TARGET = "X-Amz-Target";
    private static final Map<String, OperationKind> BY_TARGET = new HashMap<>();
    private static final Set<String> PARTIQL = Set.of(
            "DynamoDB_20120810.BatchExecuteStatement",
            "DynamoDB_20120810.ExecuteStatement",
            "DynamoDB_20120810.ExecuteTransaction");

    static {
        add(OperationKind.READ, "DynamoDBStreams", "DescribeStream GetRecords GetShardIterator ListStreams");
        add(OperationKind.READ, "DynamoDB", """
                BatchGetItem GetItem Query Scan SearchVectors TransactGetItems
                DescribeBackup DescribeContinuousBackups DescribeContributorInsights DescribeEndpoints DescribeExport
                DescribeGlobalTable DescribeGlobalTableSettings DescribeImport DescribeKinesisStreamingDestination
                DescribeLimits DescribeTable DescribeTableReplicaAutoScaling DescribeTimeToLive GetResourcePolicy
                ListBackups ListContributorInsights ListExports ListGlobalTables ListImports ListTables ListTagsOfResource
                """);
        add(OperationKind.WRITE, "DynamoDB", "BatchWriteItem DeleteItem PutItem TransactWriteItems UpdateItem");
        add(OperationKind.OTHER, "DynamoDB", """
                CreateTable DeleteTable UpdateTable UpdateTableReplicaAutoScaling UpdateTimeToLive
                TagResource UntagResource PutResourcePolicy DeleteResourcePolicy
                CreateBackup DeleteBackup RestoreTableFromBackup RestoreTableToPointInTime UpdateContinuousBackups
                CreateGlobalTable UpdateGlobalTable UpdateGlobalTableSettings UpdateContributorInsights
                ExportTableToPointInTime ImportTable
                DisableKinesisStreamingDestination EnableKinesisStreamingDestination UpdateKinesisStreamingDestination
                """);
    }

    private Operations() {}

    private static void add(OperationKind kind, String service, String operations) {
        for (String operation : operations.strip().split("\\s+", -1)) {
            BY_TARGET.put(service + "_20120810." + operation, kind);
        }
    }

    /** All, in alphabetical order, as in {@code DynamoDB_20120810.GetItem}. */
    public static List<String> targets() {
        return Stream.concat(BY_TARGET.keySet().stream(), PARTIQL.stream())
                .sorted()
                .toList();
    }

    /** The request's target, as in {@code DynamoDB_20120810.GetItem}; empty if it has none. On the request path. */
    public static String target(SdkHttpRequest request) {
        return request.firstMatchingHeader(TARGET).orElse("");
    }

    /** The target without its version, as in {@code GetItem}. */
    public static String name(SdkHttpRequest request) {
        String target = target(request);
        return target.substring(target.indexOf('.') + 1);
    }

    /** True for requests to DynamoDB or its Streams, the only ones that Alternator's nodes serve. */
    public static boolean isDynamoDb(SdkHttpRequest request) {
        String target = target(request);
        return target.startsWith("DynamoDB_") || target.startsWith("DynamoDBStreams_");
    }

    /**
     * True if the request changes nothing, so that a second copy does no harm.
     *
     * @param body opens the body, which is done for PartiQL only; null if it cannot be shown
     */
    public static boolean isRead(SdkHttpRequest request, Supplier<@Nullable InputStream> body) {
        return kind(target(request), body) == OperationKind.READ;
    }

    /** What the operation of a target does, as in {@code DynamoDB_20120810.GetItem}; see {@link #isRead}. */
    public static OperationKind kind(String target, Supplier<@Nullable InputStream> body) {
        OperationKind kind = BY_TARGET.get(target);
        if (kind != null) {
            return kind;
        }
        return PARTIQL.contains(target) ? Statements.kind(body.get()) : OperationKind.UNKNOWN;
    }
}
