package io.alternator.http.internal.rewrite;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.internal.node.Node;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Decides which headers are sent otherwise than the SDK wrote them. Never touches one that is signed. Thread-safe.
 *
 * <ul>
 *   <li>A request without {@code Host} gets one: some clients would send it without the port.
 *   <li>The {@code User-Agent} becomes what the configuration says, or its first product, as in {@code aws-sdk-java/2.54.13}.
 *   <li>{@code Accept-Encoding: gzip} is added for response compression.
 *   <li>With {@code trimHeaders}, the SDK's headers for its own service are removed.
 * </ul>
 */
public final class HeaderEdits {
    /** Of no use to Alternator. Signed requests carry the first two in their signature, and then they stay. */
    private static final Set<String> SDK_HEADERS =
            caseInsensitive(List.of("amz-sdk-invocation-id", "amz-sdk-request", "x-amzn-trace-id"));

    private static final String SDK_PLACEHOLDER = "{sdk}";

    private final boolean trimsUserAgent;
    private final boolean trimsHeaders;
    private final Optional<String> userAgentTemplate;
    private final boolean asksForGzip;

    /** The last one sent. A data race is harmless: a thread that reads a stale value makes it again. */
    private @Nullable UserAgent latest;

    /** As configured. */
    public HeaderEdits(AlternatorConfig config) {
        this.trimsHeaders = config.trimHeaders();
        this.trimsUserAgent = config.trimUserAgent() || trimsHeaders;
        this.userAgentTemplate = config.userAgent();
        this.asksForGzip = config.responseCompression();
    }

    /** A request directed to the node, with the headers that are sent. */
    RewrittenRequest apply(SdkHttpRequest request, Node node, @Nullable String host) {
        boolean changesUserAgent = trimsUserAgent || userAgentTemplate.isPresent();
        if (host != null && !changesUserAgent && !asksForGzip) {
            return new RewrittenRequest.Whole(request, node);
        }
        boolean signedInQuery = request.numRawQueryParameters() > 0; // whose signed headers are not parsed
        String signature = changesUserAgent && !signedInQuery
                ? request.firstMatchingHeader("Authorization").orElse("")
                : "";
        HeaderEdit edit = new HeaderEdit(
                host == null ? List.of(hostHeader(request)) : null,
                changesUserAgent && !signedInQuery ? userAgent(request, signature) : null,
                asksForGzip
                        && request.firstMatchingHeader(HeaderEdit.ACCEPT_ENCODING)
                                .isEmpty(),
                trimsHeaders && !signedInQuery ? unsigned(signature) : Set.of());
        return edit.changesNothing()
                ? new RewrittenRequest.Whole(request, node)
                : new EditedRequest(request, node, edit);
    }

    private static String hostHeader(SdkHttpRequest request) {
        return request.port() == Node.standardPort(request.protocol())
                ? request.host()
                : request.host() + ":" + request.port();
    }

    private static Set<String> unsigned(String signature) {
        if (signature.isEmpty()) {
            return SDK_HEADERS;
        }
        Set<String> unsigned = caseInsensitive(SDK_HEADERS);
        unsigned.removeIf(signature::contains);
        return unsigned;
    }

    /** Null if it stays as it is. */
    private @Nullable List<String> userAgent(SdkHttpRequest request, String signature) {
        String whole = request.firstMatchingHeader(HeaderEdit.USER_AGENT).orElse("");
        int end = trimsUserAgent ? whole.indexOf(' ') : whole.length();
        if (whole.isEmpty() || (end <= 0 && userAgentTemplate.isEmpty()) || signature.contains("user-agent")) {
            return null;
        }
        return userAgent(whole, end <= 0 ? whole.length() : end).header();
    }

    /** Requests of one SDK client have the same first product and differ in what follows it. */
    private UserAgent userAgent(String whole, int end) {
        UserAgent known = latest;
        if (known != null && known.sdk().length() == end && whole.startsWith(known.sdk())) {
            return known;
        }
        String sdk = whole.substring(0, end);
        String sent = userAgentTemplate
                .map(template -> template.replace(SDK_PLACEHOLDER, sdk))
                .orElse(sdk);
        UserAgent found = new UserAgent(sdk, List.of(sent));
        latest = found;
        return found;
    }

    private static Set<String> caseInsensitive(Collection<String> names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(names);
        return set;
    }

    private record UserAgent(String sdk, List<String> header) {}
}
