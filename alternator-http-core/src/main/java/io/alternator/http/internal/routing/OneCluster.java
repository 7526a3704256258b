package io.alternator.http.internal.routing;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.internal.control.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The cluster of a configuration: a request is for it if it goes to the endpoint, a seed or a known node. */
public final class OneCluster<T extends Transport> implements ClusterFinder<T> {
    private final String scheme;
    private final String host;
    private final int port;
    private final Cluster<T> cluster;

    public OneCluster(AlternatorConfig config, Cluster<T> cluster) {
        this.scheme = config.scheme();
        this.host = config.logicalAddress().uriHost();
        this.port = config.logicalAddress().port();
        this.cluster = cluster;
    }

    @Override
    public @Nullable Cluster<T> find(SdkHttpRequest request) {
        boolean toEndpoint = request.port() == port
                && request.host().equalsIgnoreCase(host)
                && request.protocol().equals(scheme);
        return toEndpoint || toMember(request) ? cluster : null;
    }

    @Override
    public List<Cluster<T>> clusters() {
        return List.of(cluster);
    }

    @Override
    public void close() {
        cluster.close();
    }

    private boolean toMember(SdkHttpRequest request) {
        try {
            return cluster.answersTo(request.protocol(), new NodeAddress(request.host(), request.port()));
        } catch (IllegalArgumentException noNodeHasSuchAName) {
            return false;
        }
    }
}
