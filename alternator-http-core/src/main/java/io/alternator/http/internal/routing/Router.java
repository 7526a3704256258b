package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Gives each attempt its node, by request or by connection. */
sealed interface Router<T extends Transport> permits PerRequestRouter, PerConnectionRouter {

    /**
     * Picks a node for the request and takes it.
     *
     * @return null if all nodes are excluded
     */
    @Nullable
    Assignment<T> assign(SdkHttpRequest request, Exclusions exclusions, long now);

    /**
     * Takes an assignment back.
     *
     * @param stripe of the thread that it was given to; see {@link NodeLoad#acquire}
     * @param reusable false if the connection did not survive the exchange
     */
    void release(Assignment<T> assignment, int stripe, boolean reusable, long now);

    /** Takes in what the nodes weigh now; from time to time. */
    void weigh(long now);

    /** Lets go of what no request will want; after a change in the cluster, and now and then. */
    void sweep(long now);
}
