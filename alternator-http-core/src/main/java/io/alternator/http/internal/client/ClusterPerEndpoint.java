package io.alternator.http.internal.client;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Without a configuration each endpoint of DynamoDB requests is a cluster of its own, up to 16. */
public final class ClusterPerEndpoint implements ClusterResolver {
    private static final Logger log = LoggerFactory.getLogger(ClusterPerEndpoint.class);
    private static final int MAX_ENDPOINTS = 16;

    private final Function<URI, Cluster> newCluster;
    private final ReentrantLock adding = new ReentrantLock();
    private final List<Endpoint> endpoints = new CopyOnWriteArrayList<>();
    private boolean closed;
    private boolean warnedFull;

    /** Makes a cluster with the first request to its endpoint. */
    public ClusterPerEndpoint(Function<URI, Cluster> newCluster) {
        this.newCluster = newCluster;
    }

    @Override
    public @Nullable Cluster resolve(SdkHttpRequest request) {
        String target = request.firstMatchingHeader("X-Amz-Target").orElse("");
        if (!target.startsWith("DynamoDB_") && !target.startsWith("DynamoDBStreams_")) {
            return null;
        }
        Cluster known = known(request);
        return known != null ? known : add(request);
    }

    @Override
    public List<Cluster> clusters() {
        return endpoints.stream().map(Endpoint::cluster).toList();
    }

    @Override
    public void close() {
        adding.lock();
        try {
            closed = true;
            endpoints.forEach(endpoint -> endpoint.cluster.close());
        } finally {
            adding.unlock();
        }
    }

    private @Nullable Cluster known(SdkHttpRequest request) {
        for (Endpoint endpoint : endpoints) {
            if (endpoint.matches(request)) {
                return endpoint.cluster;
            }
        }
        return null;
    }

    private @Nullable Cluster add(SdkHttpRequest request) {
        adding.lock();
        try {
            Cluster known = known(request);
            if (known != null || closed) {
                return known;
            }
            if (endpoints.size() >= MAX_ENDPOINTS) {
                warnFull(request);
                return null;
            }
            URI uri = URI.create(request.protocol() + "://" + request.host() + ":" + request.port());
            Cluster cluster = newCluster.apply(uri);
            endpoints.add(new Endpoint(request.protocol(), request.host(), request.port(), cluster));
            return cluster;
        } finally {
            adding.unlock();
        }
    }

    private void warnFull(SdkHttpRequest request) {
        if (!warnedFull) {
            warnedFull = true;
            log.warn(
                    "{} endpoints are balanced already, the maximum; requests to {}:{} and other new endpoints are not balanced",
                    MAX_ENDPOINTS,
                    request.host(),
                    request.port());
        }
    }

    private record Endpoint(String scheme, String host, int port, Cluster cluster) {
        boolean matches(SdkHttpRequest request) {
            return request.port() == port
                    && request.host().equals(host)
                    && request.protocol().equals(scheme);
        }
    }
}
