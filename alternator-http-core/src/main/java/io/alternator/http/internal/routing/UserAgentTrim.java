package io.alternator.http.internal.routing;

import io.alternator.http.internal.node.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends of the {@code User-Agent}, the one large header that the SDK does not sign, no more than its first product, as
 * {@code aws-sdk-java/2.54.13}. A signed one stays as it is.
 */
final class UserAgentTrim {
    private static final String NAME_AS_SIGNED = "user-agent";

    /** The last product seen; racy, as whoever reads an old one or none makes it anew. */
    private @Nullable Product latest;

    /** The request as it goes to the node. */
    SdkHttpRequest to(SdkHttpRequest request, Node node) {
        String userAgent =
                request.firstMatchingHeader(TrimmedRequest.USER_AGENT).orElse("");
        int end = userAgent.indexOf(' ');
        return end <= 0 || mayBeSigned(request)
                ? new RewrittenRequest.Whole(request, node)
                : new TrimmedRequest(request, node, product(userAgent, end).header());
    }

    /** Differs only in what follows it, from request to request. */
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

    /** Also if the signature is not where it usually is. */
    private static boolean mayBeSigned(SdkHttpRequest request) {
        return request.numRawQueryParameters() > 0
                || request.firstMatchingHeader("Authorization").orElse("").contains(NAME_AS_SIGNED);
    }

    private record Product(String name, List<String> header) {}
}
