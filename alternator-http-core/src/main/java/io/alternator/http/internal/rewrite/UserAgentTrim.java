package io.alternator.http.internal.rewrite;

import io.alternator.http.internal.node.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Shortens the {@code User-Agent}, the one large header that the SDK does not sign, to its first product, as in {@code
 * aws-sdk-java/2.54.13}. A signed one is not changed.
 */
final class UserAgentTrim {
    private static final String NAME_AS_SIGNED = "user-agent";

    /** The last product seen. A data race is harmless: a thread that reads a stale value makes the product again. */
    private @Nullable Product latest;

    /** The request as it goes to the node. */
    SdkHttpRequest rewrite(SdkHttpRequest request, Node node) {
        String userAgent =
                request.firstMatchingHeader(TrimmedRequest.USER_AGENT).orElse("");
        int end = userAgent.indexOf(' ');
        return end <= 0 || mayBeSigned(request)
                ? new RewrittenRequest.Whole(request, node)
                : new TrimmedRequest(request, node, product(userAgent, end).header());
    }

    /** Requests of one SDK client have the same product and differ in what follows it. */
    private Product product(String userAgent, int end) {
        Product known = latest;
        if (known != null && known.name().length() == end && userAgent.startsWith(known.name())) {
            return known;
        }
        String name = userAgent.substring(0, end);
        Product found = new Product(name, List.of(name));
        latest = found;
        return found;
    }

    /** True also if the signature is in the query string, whose signed headers are not parsed. */
    private static boolean mayBeSigned(SdkHttpRequest request) {
        return request.numRawQueryParameters() > 0
                || request.firstMatchingHeader("Authorization").orElse("").contains(NAME_AS_SIGNED);
    }

    private record Product(String name, List<String> header) {}
}
