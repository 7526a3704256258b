package io.alternator.http.internal.metrics;

import io.alternator.http.internal.metrics.MeterDefinition.Tag;
import io.alternator.http.internal.operation.Operations;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Maps requests to values of the {@code operation} tag. Only the operations of DynamoDB's API have one, as the number of values must
 * be bounded and a request's header may contain anything.
 */
final class OperationTags {
    /** All requests have index 0 and no tag. */
    static final OperationTags UNTAGGED = new OperationTags(List.of(Tags.empty()), Map.of());

    private final List<Tags> tags;
    private final Map<String, Integer> byTarget;

    private OperationTags(List<Tags> tags, Map<String, Integer> byTarget) {
        this.tags = tags;
        this.byTarget = byTarget;
    }

    /** One tag for each operation; index 0 is {@code other}. */
    static OperationTags tagged() {
        List<String> targets = Operations.targets();
        Map<String, Integer> byTarget = new HashMap<>();
        targets.forEach(target -> byTarget.put(target, byTarget.size() + 1));
        Stream<String> names = Stream.concat(
                Stream.of("other"), targets.stream().map(target -> target.substring(target.indexOf('.') + 1)));
        return new OperationTags(names.map(name -> Tags.of(Tag.OPERATION, name)).toList(), byTarget);
    }

    int count() {
        return tags.size();
    }

    /** From 0 to {@link #count()} - 1. On the request path. */
    int indexOf(SdkHttpRequest request) {
        return byTarget.isEmpty() ? 0 : byTarget.getOrDefault(Operations.target(request), 0);
    }

    /** The tags that the operation adds to a meter. */
    Tags tags(int index) {
        return tags.get(index);
    }
}
