package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Without a configuration, every endpoint that a DynamoDB request goes to is a cluster of its own; up to a limit. */
public final class ClusterPerEndpoint<T extends Transport> implements ClusterFinder<T> {
    private static final Logger log = LoggerFactory.getLogger(ClusterPerEndpoint.class);
    private static final int MAX_ENDPOINTS = 16;

    private final Function<URI, Cluster<T>> newCluster;
    private final ReentrantLock adding = new ReentrantLock();
    private final List<Endpoint<T>> endpoints = new CopyOnWriteArrayList<>();
    private boolean closed;
    private boolean saidFull;

    /** Makes clusters as their endpoints are first seen. */
    public ClusterPerEndpoint(Function<URI, Cluster<T>> newCluster) {
        this.newCluster = newCluster;
    }

    @Override
    public @Nullable Cluster<T> find(SdkHttpRequest request) {
        String target = request.firstMatchingHeader("X-Amz-Target").orElse("");
        if (!target.startsWith("DynamoDB_") && !target.startsWith("DynamoDBStreams_")) {
            return null;
        }
        Cluster<T> known = known(request);
        return known != null ? known : add(request);
    }

    @Override
    public List<Cluster<T>> clusters() {
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

    private @Nullable Cluster<T> known(SdkHttpRequest request) {
        for (Endpoint<T> endpoint : endpoints) {
            if (endpoint.isOf(request)) {
                return endpoint.cluster;
            }
        }
        return null;
    }

    private @Nullable Cluster<T> add(SdkHttpRequest request) {
        adding.lock();
        try {
            Cluster<T> known = known(request);
            if (known != null || closed) {
                return known;
            }
            if (endpoints.size() >= MAX_ENDPOINTS) {
                sayFull(request);
                return null;
            }
            URI uri = URI.create(request.protocol() + "://" + request.host() + ":" + request.port());
            Cluster<T> cluster = newCluster.apply(uri);
            endpoints.add(new Endpoint<>(request.protocol(), request.host(), request.port(), cluster));
            return cluster;
        } finally {
            adding.unlock();
        }
    }

    private void sayFull(SdkHttpRequest request) {
        if (!saidFull) {
            saidFull = true;
            log.warn(
                    "{} endpoints are balanced already; requests to {}:{} and other new ones pass through unbalanced",
                    MAX_ENDPOINTS,
                    request.host(),
                    request.port());
        }
    }

    private record Endpoint<T extends Transport>(String scheme, String host, int port, Cluster<T> cluster) {
        boolean isOf(SdkHttpRequest request) {
            return request.port() == port
                    && request.host().equals(host)
                    && request.protocol().equals(scheme);
        }
    }
}
