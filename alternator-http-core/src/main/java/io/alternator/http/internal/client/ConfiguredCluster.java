package io.alternator.http.internal.client;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The cluster of a configuration: gets the DynamoDB requests to its endpoint, its seeds and its nodes. */
public final class ConfiguredCluster implements ClusterResolver {

    private final ClientLog log;
    private final URI endpoint;
    private final String scheme;
    private final String host;
    private final int port;
    private final Cluster cluster;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** The cluster that was assembled from the configuration. */
    public ConfiguredCluster(AlternatorConfig config, Cluster cluster, ClientIdentity client) {
        this.log = client.log(ConfiguredCluster.class);
        this.endpoint = config.endpoint();
        this.scheme = config.scheme();
        this.host = config.logicalAddress().uriHost();
        this.port = config.logicalAddress().port();
        this.cluster = cluster;
    }

    @Override
    public @Nullable Cluster clusterAt(SdkHttpRequest request) {
        boolean toEndpoint = request.port() == port
                && request.host().equalsIgnoreCase(host)
                && request.protocol().equals(scheme);
        if (toEndpoint || isToNode(request)) {
            return cluster;
        }
        warnOnce(request);
        return null;
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

    private void warnOnce(SdkHttpRequest request) {
        if (!warned.get() && warned.compareAndSet(false, true)) {
            log.warn(
                    "Requests to {}://{}:{} are not balanced, because the configuration is for {}; give the SDK client"
                            + " .endpointOverride(config.endpoint()), or add that address to .seeds(…)"
                            + "; see troubleshooting.md#not-balanced",
                    request.protocol(),
                    request.host(),
                    request.port(),
                    endpoint);
        }
    }
}
