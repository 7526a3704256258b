package io.alternator.http.internal.rewrite;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Requests that only their endpoint accepts: the signed ones of a client that replaces the {@code Host} header by the address that it
 * connects to. They are not balanced, and so work as with the bare client. If the endpoint is a logical name, nothing answers there, and
 * {@link RouteGuard} refuses them. Thread-safe.
 */
public final class EndpointOnly {
    private final ClientLog log;
    private final boolean applies;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * For the requests of one wrapped client.
     *
     * @param clientKeepsHost false if the client replaces the {@code Host} header
     */
    public EndpointOnly(boolean clientKeepsHost, AlternatorConfig config, ClientIdentity client) {
        this.log = client.log(EndpointOnly.class);
        this.applies =
                !clientKeepsHost && (config.seeds().isEmpty() || config.seeds().contains(config.logicalAddress()));
    }

    /** True if the request must go to its endpoint, unchanged. Warns of the first one. */
    public boolean includes(SdkHttpRequest request) {
        if (!applies || request.firstMatchingHeader("Authorization").isEmpty()) {
            return false;
        }
        if (!warned.get() && warned.compareAndSet(false, true)) {
            log.warn(
                    "Signed requests are not balanced, they all go to {}://{}:{}: UrlConnectionHttpClient replaces the signed"
                            + " Host header, which other nodes would refuse; use ApacheHttpClient, Apache5HttpClient or"
                            + " AwsCrtHttpClient, or start the JVM with -Dsun.net.http.allowRestrictedHeaders=true"
                            + "; see troubleshooting.md#signed-requests-not-balanced",
                    request.protocol(),
                    request.host(),
                    request.port());
        }
        return true;
    }
}
