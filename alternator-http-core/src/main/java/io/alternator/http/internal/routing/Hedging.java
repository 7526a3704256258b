package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Which requests may be sent twice at once. */
@FunctionalInterface
interface Hedging<T extends Transport> {
    /** None. */
    static <T extends Transport> Hedging<T> off() {
        return (request, hedger) -> Race.none();
    }

    /** For a request that begins; on the request path. */
    Race<T> race(SdkHttpRequest request, Hedger<T> hedger);
}
