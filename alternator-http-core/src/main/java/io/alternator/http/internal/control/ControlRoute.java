package io.alternator.http.internal.control;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.transport.ControlReply;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Over which wrapped client a node is asked. */
@FunctionalInterface
public interface ControlRoute {

    /**
     * Sends a request to the node with this target; see {@link
     * io.alternator.http.internal.transport.Transport#send}.
     */
    CompletableFuture<ControlReply> send(NodeAddress target, SdkHttpRequest request, int maxBytes, Runnable started);
}
