package io.alternator.http.internal.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.http.SdkHttpRequest;

/** An endpoint in use. A request cannot get the cluster of a removed endpoint: both change {@link #lastUsed} by CAS. */
final class EndpointInUse {
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
