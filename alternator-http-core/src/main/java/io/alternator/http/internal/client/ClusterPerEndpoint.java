package io.alternator.http.internal.client;

import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Without seeds each endpoint of DynamoDB requests is a cluster of its own, up to 16. An endpoint that has had no request for
 * an hour is removed if a new one needs its place. Only adding an endpoint takes a lock.
 */
public final class ClusterPerEndpoint implements ClusterResolver {
    private static final int MAX_ENDPOINTS = 16;

    private final ClientLog log;
    private final Function<URI, Cluster> newCluster;
    private final Ticker ticker;
    private final Executor blocking;
    private final ReentrantLock adding = new ReentrantLock();
    private final List<EndpointInUse> endpoints = new CopyOnWriteArrayList<>();
    private final List<EndpointInUse> closing = new CopyOnWriteArrayList<>();
    private final AtomicBoolean warnedFull = new AtomicBoolean();
    private boolean closed;

    /**
     * Makes a cluster with the first request to its endpoint.
     *
     * @param blocking closes the clusters of removed endpoints
     */
    public ClusterPerEndpoint(
            Function<URI, Cluster> newCluster, Ticker ticker, Executor blocking, ClientIdentity client) {
        this.log = client.log(ClusterPerEndpoint.class);
        this.newCluster = newCluster;
        this.ticker = ticker;
        this.blocking = blocking;
    }

    @Override
    public @Nullable Cluster clusterAt(SdkHttpRequest request) {
        long now = ticker.nanos();
        Cluster known = known(request, now);
        if (known != null) {
            return known;
        }
        if (!hasRoom(now)) {
            warnFull(request);
            return null;
        }
        return add(request, now);
    }

    @Override
    public List<Cluster> clusters() {
        return endpoints.stream().map(EndpointInUse::cluster).toList();
    }

    @Override
    public void close() {
        adding.lock();
        try {
            closed = true;
            endpoints.forEach(endpoint -> endpoint.cluster().close());
        } finally {
            adding.unlock();
        }
    }

    private @Nullable Cluster known(SdkHttpRequest request, long now) {
        for (EndpointInUse endpoint : endpoints) {
            if (endpoint.matches(request) && endpoint.use(now)) {
                return endpoint.cluster();
            }
        }
        return null;
    }

    private boolean hasRoom(long now) {
        return endpoints.size() < MAX_ENDPOINTS || unused(now).isPresent();
    }

    private Optional<EndpointInUse> unused(long now) {
        return endpoints.stream()
                .max(Comparator.comparingLong(endpoint -> endpoint.idleNanos(now)))
                .filter(endpoint -> endpoint.idleNanos(now) >= EndpointInUse.REMOVABLE_AFTER_NANOS);
    }

    private @Nullable Cluster add(SdkHttpRequest request, long now) {
        adding.lock();
        try {
            Cluster known = known(request, now);
            if (known != null || closed) {
                return known;
            }
            // While its old cluster is closing, a new one would register the same meters.
            boolean isClosing = closing.stream().anyMatch(endpoint -> endpoint.matches(request));
            if (isClosing || !makeRoom(request, now)) {
                return null;
            }
            URI uri = URI.create(request.protocol() + "://" + request.host() + ":" + request.port());
            Cluster cluster = newCluster.apply(uri);
            endpoints.add(new EndpointInUse(request.protocol(), request.host(), request.port(), cluster, now));
            return cluster;
        } finally {
            adding.unlock();
        }
    }

    private boolean makeRoom(SdkHttpRequest request, long now) {
        if (endpoints.size() < MAX_ENDPOINTS) {
            return true;
        }
        EndpointInUse unused = unused(now).orElse(null);
        if (unused == null || !unused.remove(now)) {
            return false;
        }
        log.info("{} has had no request for an hour; {}:{} takes its place", unused, request.host(), request.port());
        endpoints.remove(unused);
        closing.add(unused);
        blocking.execute(() -> {
            try {
                unused.cluster().close();
            } finally {
                closing.remove(unused);
            }
        });
        return true;
    }

    private void warnFull(SdkHttpRequest request) {
        if (!warnedFull.get() && warnedFull.compareAndSet(false, true)) {
            log.warn(
                    "{} endpoints are balanced already, the maximum; requests to {}:{} and other new endpoints are not"
                            + " balanced until one of the {} has had no request for an hour"
                            + "; see troubleshooting.md#too-many-endpoints",
                    MAX_ENDPOINTS,
                    request.host(),
                    request.port(),
                    MAX_ENDPOINTS);
        }
    }

    /** An endpoint in use. A request cannot get the cluster of a removed endpoint: both change {@link #lastUsed} by CAS. */
    private static final class EndpointInUse {
        /** An endpoint without a request for so long may be removed. */
        static final long REMOVABLE_AFTER_NANOS = Duration.ofHours(1).toNanos();

        /** Limits the writes to a field that all request threads read. */
        private static final long RESOLUTION_NANOS = Duration.ofSeconds(1).toNanos();

        /** Differs from all times, which are odd. */
        private static final long REMOVED = 0;

        private final String scheme;
        private final String host;
        private final int port;
        private final Cluster cluster;
        private final AtomicLong lastUsed;

        EndpointInUse(String scheme, String host, int port, Cluster cluster, long now) {
            this.scheme = scheme;
            this.host = host;
            this.port = port;
            this.cluster = cluster;
            this.lastUsed = new AtomicLong(atOddNanos(now));
        }

        /** Rounds down, so that an hour is over on time. */
        private static long atOddNanos(long nanos) {
            return (nanos - 1) | 1;
        }

        Cluster cluster() {
            return cluster;
        }

        boolean matches(SdkHttpRequest request) {
            return request.port() == port
                    && request.host().equals(host)
                    && request.protocol().equals(scheme);
        }

        /** Notes a request; false if the endpoint has been removed. */
        boolean use(long now) {
            long last = lastUsed.get();
            while (last != REMOVED && now - last > RESOLUTION_NANOS) {
                if (lastUsed.compareAndSet(last, atOddNanos(now))) {
                    return true;
                }
                last = lastUsed.get();
            }
            return last != REMOVED;
        }

        long idleNanos(long now) {
            return now - lastUsed.get();
        }

        /** True if it is still unused, and now removed. */
        boolean remove(long now) {
            long last = lastUsed.get();
            return last != REMOVED && now - last >= REMOVABLE_AFTER_NANOS && lastUsed.compareAndSet(last, REMOVED);
        }

        @Override
        public String toString() {
            return scheme + "://" + host + ":" + port;
        }
    }
}
