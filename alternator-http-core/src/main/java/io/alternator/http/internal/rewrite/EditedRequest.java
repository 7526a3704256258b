package io.alternator.http.internal.rewrite;

import io.alternator.http.internal.node.Node;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A rewritten request with headers that differ from the original's. */
final class EditedRequest extends RewrittenRequest {
    private final HeaderEdit edit;

    EditedRequest(SdkHttpRequest original, Node node, HeaderEdit edit) {
        super(original, node);
        this.edit = edit;
    }

    @Override
    boolean asksForGzip() {
        return edit.asksForGzip();
    }

    @Override
    public void forEachHeader(BiConsumer<? super String, ? super List<String>> consumer) {
        super.forEachHeader((name, values) -> {
            if (edit.of(name) == null) {
                consumer.accept(name, values);
            }
        });
        edit.forEachSet(consumer);
    }

    @Override
    public Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER); // as the SDK's own
        forEachHeader(headers::put);
        return Collections.unmodifiableMap(headers);
    }

    @Override
    public int numHeaders() {
        return headers().size();
    }

    @Override
    public boolean anyMatchingHeader(Predicate<String> predicate) {
        return headers().keySet().stream().anyMatch(predicate);
    }

    @Override
    public List<String> matchingHeaders(String header) {
        List<String> edited = edit.of(header);
        return edited == null ? super.matchingHeaders(header) : edited;
    }

    @Override
    public Optional<String> firstMatchingHeader(String header) {
        @Nullable List<String> edited = edit.of(header);
        return edited == null
                ? super.firstMatchingHeader(header)
                : edited.stream().findFirst();
    }

    @Override
    public Optional<String> firstMatchingHeader(Collection<String> headersToFind) {
        for (String header : headersToFind) {
            Optional<String> value = firstMatchingHeader(header);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    @Override
    public SdkHttpFullRequest.Builder toBuilder() {
        return super.toBuilder().headers(headers());
    }
}
