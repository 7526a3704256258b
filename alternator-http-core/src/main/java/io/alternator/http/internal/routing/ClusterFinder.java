package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Tells which cluster a request is for, if any: one HTTP client may serve other services as well. */
public sealed interface ClusterFinder<T extends Transport> extends AutoCloseable
        permits OneCluster, ClusterPerEndpoint {

    /** The request's cluster; null if it is to pass through untouched. */
    @Nullable
    Cluster<T> find(SdkHttpRequest request);

    /** The clusters in use. */
    List<Cluster<T>> clusters();

    @Override
    void close();
}
