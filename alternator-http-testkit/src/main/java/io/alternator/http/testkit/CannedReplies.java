package io.alternator.http.testkit;

import java.util.Map;

/** What nodes answer when there is no database behind them. Called by many connections at once. */
@FunctionalInterface
public interface CannedReplies {

    /**
     * Answers one request.
     *
     * @param operation as in {@code X-Amz-Target}, without the version: {@code GetItem}
     * @param body the request's JSON
     */
    CannedReply reply(String operation, String body);

    /**
     * Small valid answers to the usual operations; {@code GetItem} returns the key that was asked for, so that a test can
     * tell its own answer from another's.
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
                ? CannedReply.ok("{\"Item\":" + Json.objectAt("Key", body) + "}")
                : CannedReply.ok(fixed.getOrDefault(operation, "{}"));
    }
}
