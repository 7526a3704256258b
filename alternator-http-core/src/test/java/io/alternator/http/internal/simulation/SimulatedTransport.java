package io.alternator.http.internal.simulation;

import io.alternator.http.internal.sdk.HostHeader;
import io.alternator.http.internal.sdk.PoolUse;
import io.alternator.http.internal.sdk.ProxySettings;
import io.alternator.http.internal.transport.ControlReply;
import io.alternator.http.internal.transport.Transport;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A client whose network is the simulated cluster. The number of its connections is not limited. */
record SimulatedTransport(SimulatedCluster cluster, HostHeader hostHeader) implements Transport {

    SimulatedTransport(SimulatedCluster cluster) {
        this(cluster, HostHeader.of(cluster));
        hostHeader.seen(true);
    }

    @Override
    public CompletableFuture<ControlReply> send(SdkHttpRequest request, int maxBytes, Runnable started) {
        started.run();
        return cluster.controlCall(
                request.host(),
                request.encodedPath(),
                request.encodedQueryParameters().orElse(""));
    }

    @Override
    public boolean detectsTruncation() {
        return true;
    }

    @Override
    public PoolUse pool() {
        return PoolUse.UNKNOWN;
    }

    @Override
    public boolean runsCallbacks() {
        return false;
    }

    @Override
    public ProxySettings proxy() {
        return ProxySettings.NONE;
    }

    @Override
    public void close() {}
}
