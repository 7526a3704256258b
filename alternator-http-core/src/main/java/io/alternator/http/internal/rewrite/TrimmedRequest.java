package io.alternator.http.internal.rewrite;

import io.alternator.http.internal.node.Node;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A rewritten request with another {@code User-Agent}. */
final class TrimmedRequest extends RewrittenRequest {
    static final String USER_AGENT = "User-Agent";

    private final List<String> userAgent;

    /**
     * The original must have a {@code User-Agent}.
     *
     * @param userAgent the header's one value
     */
    TrimmedRequest(SdkHttpRequest original, Node node, List<String> userAgent) {
        super(original, node);
        this.userAgent = userAgent;
    }

    @Override
    public void forEachHeader(BiConsumer<? super String, ? super List<String>> consumer) {
        super.forEachHeader((name, values) -> consumer.accept(name, isUserAgent(name) ? userAgent : values));
    }

    @Override
    public Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER); // as the SDK's own
        headers.putAll(super.headers());
        headers.put(USER_AGENT, userAgent);
        return Collections.unmodifiableMap(headers);
    }

    @Override
    public List<String> matchingHeaders(String header) {
        return isUserAgent(header) ? userAgent : super.matchingHeaders(header);
    }

    @Override
    public Optional<String> firstMatchingHeader(String header) {
        return isUserAgent(header) ? Optional.of(userAgent.get(0)) : super.firstMatchingHeader(header);
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
    public SdkHttpRequest.Builder toBuilder() {
        return super.toBuilder().putHeader(USER_AGENT, userAgent);
    }

    private static boolean isUserAgent(String header) {
        return header.equalsIgnoreCase(USER_AGENT);
    }
}
