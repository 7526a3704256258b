package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Which requests may be sent twice at once. */
@FunctionalInterface
interface HedgePolicy<T extends Transport> {
    /** None. */
    static <T extends Transport> HedgePolicy<T> off() {
        return (request, hedger) -> HedgeState.none();
    }

    /** For a request that begins; on the request path. */
    HedgeState<T> race(SdkHttpRequest request, HedgeSender<T> hedger);
}
