package io.alternator.http.internal.rewrite;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.operation.Operations;
import io.alternator.http.internal.sdk.HostHeader;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * DynamoDB requests that only their endpoint accepts. They are not balanced, and so work as with the bare client:
 *
 * <ul>
 *   <li>those to an endpoint with a path, which is a reverse proxy's: nodes serve DynamoDB at {@code /};
 *   <li>the signed ones of a client that replaces the {@code Host} header by the address that it connects to.
 * </ul>
 *
 * <p>If the endpoint is a logical name, nothing answers there, and {@link RouteGuard} refuses the latter. Thread-safe.
 */
public final class EndpointOnly {
    private final ClientLog log;
    private final boolean endpointAnswers;
    private final HostHeader hostHeader;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * For the requests of one wrapped client.
     *
     * @param hostHeader what the client does with it
     */
    public EndpointOnly(HostHeader hostHeader, AlternatorConfig config, ClientIdentity client) {
        this.log = client.log(EndpointOnly.class);
        this.endpointAnswers = config.seeds().isEmpty() || config.seeds().contains(config.logicalAddress());
        this.hostHeader = hostHeader;
    }

    /** True if the request must go to its endpoint, unchanged. Warns of the first one. */
    public boolean includes(SdkHttpRequest request) {
        if (!endpointAnswers || !(hasPath(request) || losesItsHost(request)) || !Operations.isDynamoDb(request)) {
            return false;
        }
        if (!warned.get() && warned.compareAndSet(false, true)) {
            warn(request);
        }
        return true;
    }

    /** True if that is not known yet: until a node has told what the client does with the header, no other gets a signed request. */
    public boolean mayInclude(SdkHttpRequest request) {
        return endpointAnswers && !hostHeader.isKept() && isSigned(request);
    }

    private static boolean hasPath(SdkHttpRequest request) {
        return request.encodedPath().length() > "/".length();
    }

    private boolean losesItsHost(SdkHttpRequest request) {
        return hostHeader.isReplaced() && isSigned(request);
    }

    private static boolean isSigned(SdkHttpRequest request) {
        return request.firstMatchingHeader("Authorization").isPresent();
    }

    private void warn(SdkHttpRequest request) {
        if (hasPath(request)) {
            log.warn(
                    "Requests are not balanced, they all go to {}: the endpoint has a path, and nodes serve DynamoDB at / only; give"
                            + " the SDK client a node's address as its endpoint; see troubleshooting.md#endpoint-with-a-path",
                    request.getUri());
        } else {
            log.warn(
                    "Signed requests are not balanced, they all go to {}://{}:{}: {} replaces the signed Host header, which other"
                            + " nodes would refuse; {}; see troubleshooting.md#signed-requests-not-balanced",
                    request.protocol(),
                    request.host(),
                    request.port(),
                    hostHeader,
                    hostHeader.remedy());
        }
    }
}
