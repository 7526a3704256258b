package io.alternator.http.internal.client;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The cluster of a configuration: gets the requests to its endpoint, its seeds and its nodes. */
public final class ConfiguredCluster implements ClusterResolver {
    private final String scheme;
    private final String host;
    private final int port;
    private final Cluster cluster;

    /** The cluster that was assembled from the configuration. */
    public ConfiguredCluster(AlternatorConfig config, Cluster cluster) {
        this.scheme = config.scheme();
        this.host = config.logicalAddress().uriHost();
        this.port = config.logicalAddress().port();
        this.cluster = cluster;
    }

    @Override
    public @Nullable Cluster resolve(SdkHttpRequest request) {
        boolean toEndpoint = request.port() == port
                && request.host().equalsIgnoreCase(host)
                && request.protocol().equals(scheme);
        return toEndpoint || isToNode(request) ? cluster : null;
    }

    @Override
    public List<Cluster> clusters() {
        return List.of(cluster);
    }

    @Override
    public void close() {
        cluster.close();
    }

    private boolean isToNode(SdkHttpRequest request) {
        try {
            return cluster.hasAddress(request.protocol(), new NodeAddress(request.host(), request.port()));
        } catch (IllegalArgumentException invalidHost) {
            return false;
        }
    }
}
