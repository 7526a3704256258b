package io.alternator.http.internal.metrics;

import io.alternator.http.internal.metrics.MeterDefinition.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Maps requests to values of the {@code operation} tag. Only Alternator's operations have one, as the number of values must be
 * bounded and a request's header may contain anything.
 */
final class Operations {
    /** All requests have index 0 and no tag. */
    static final Operations UNTAGGED = new Operations(List.of(Tags.empty()), Map.of());

    private static final List<String> DYNAMODB = List.of(
            "BatchGetItem",
            "BatchWriteItem",
            "CreateTable",
            "DeleteItem",
            "DeleteTable",
            "DescribeContinuousBackups",
            "DescribeEndpoints",
            "DescribeTable",
            "DescribeTimeToLive",
            "GetItem",
            "ListTables",
            "ListTagsOfResource",
            "PutItem",
            "Query",
            "Scan",
            "TagResource",
            "UntagResource",
            "UpdateItem",
            "UpdateTable",
            "UpdateTimeToLive");
    private static final List<String> STREAMS =
            List.of("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams");

    private final List<Tags> tags;
    private final Map<String, Integer> byTarget;

    private Operations(List<Tags> tags, Map<String, Integer> byTarget) {
        this.tags = tags;
        this.byTarget = byTarget;
    }

    /** One tag for each operation; index 0 is {@code other}. */
    static Operations tagged() {
        List<String> names = Stream.of(List.of("other"), DYNAMODB, STREAMS)
                .flatMap(List::stream)
                .toList();
        Map<String, Integer> byTarget = new HashMap<>();
        IntStream.range(1, names.size())
                .forEach(i -> byTarget.put(
                        (i <= DYNAMODB.size() ? "DynamoDB_20120810." : "DynamoDBStreams_20120810.") + names.get(i), i));
        return new Operations(
                names.stream().map(name -> Tags.of(Tag.OPERATION, name)).toList(), byTarget);
    }

    int count() {
        return tags.size();
    }

    /** From 0 to {@link #count()} - 1. On the request path. */
    int indexOf(SdkHttpRequest request) {
        return byTarget.isEmpty()
                ? 0
                : byTarget.getOrDefault(
                        request.firstMatchingHeader("X-Amz-Target").orElse(""), 0);
    }

    /** The tags that the operation adds to a meter. */
    Tags tags(int index) {
        return tags.get(index);
    }
}
