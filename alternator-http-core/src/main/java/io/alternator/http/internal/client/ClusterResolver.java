package io.alternator.http.internal.client;

import io.alternator.http.internal.operation.Operations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Decides which cluster a request is for, if any: one HTTP client may serve other services too. Thread-safe. */
public sealed interface ClusterResolver extends AutoCloseable permits ConfiguredCluster, ClusterPerEndpoint {

    /** The request's cluster; null if the request passes through unchanged. Only DynamoDB requests are balanced. */
    default @Nullable Cluster resolve(SdkHttpRequest request) {
        return Operations.isDynamoDb(request) ? clusterAt(request) : null;
    }

    /** The cluster at the endpoint of a DynamoDB request; null if the request passes through unchanged. */
    @Nullable
    Cluster clusterAt(SdkHttpRequest request);

    /** The clusters in use. */
    List<Cluster> clusters();

    @Override
    void close();
}
