package io.alternator.http.internal.simulation;

import io.alternator.http.internal.control.ControlReply;
import io.alternator.http.internal.control.Transport;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A wrapped client whose network is the simulated cluster; without a limit to its connections. */
record SimulatedTransport(SimulatedCluster cluster) implements Transport {

    @Override
    public CompletableFuture<ControlReply> send(SdkHttpRequest request, int maxBytes, Runnable begun) {
        begun.run();
        return cluster.ask(request.host(), request.encodedPath());
    }

    @Override
    public boolean noticesTruncation() {
        return true;
    }

    @Override
    public boolean keepsHostHeader() {
        return true;
    }

    @Override
    public void close() {}
}
