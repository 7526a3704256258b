package io.alternator.http.testkit;

import java.util.Map;

/**
 * The replies of nodes that have no database behind them. Must be thread-safe: connections call it concurrently.
 *
 * <pre>{@code
 * AlternatorTestCluster.builder()
 *         .replies((operation, body) -> CannedReply.ok("{}"))
 *         .start();
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CannedReplies {

    /**
     * Answers one request.
     *
     * @param operation the operation in {@code X-Amz-Target} without the version, such as {@code GetItem}
     * @param body the request's JSON
     */
    CannedReply reply(String operation, String body);

    /**
     * Small valid answers to the common operations. {@code GetItem} returns the requested key as the item, so that a test can
     * detect an answer that belongs to another request.
     */
    static CannedReplies defaults() {
        Map<String, String> fixed = Map.of(
                "ListTables", "{\"TableNames\":[\"dogs\"]}",
                "Query", "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}",
                "Scan", "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}",
                "BatchGetItem", "{\"Responses\":{},\"UnprocessedKeys\":{}}",
                "BatchWriteItem", "{\"UnprocessedItems\":{}}",
                "DescribeTable", "{\"Table\":{\"TableName\":\"dogs\",\"TableStatus\":\"ACTIVE\"}}",
                "CreateTable", "{\"TableDescription\":{\"TableName\":\"dogs\",\"TableStatus\":\"ACTIVE\"}}",
                "DescribeEndpoints", "{\"Endpoints\":[]}");
        return (operation, body) -> operation.equals("GetItem")
                ? CannedReply.ok("{\"Item\":" + JsonText.objectValue("Key", body) + "}")
                : CannedReply.ok(fixed.getOrDefault(operation, "{}"));
    }
}
