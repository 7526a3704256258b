package io.alternator.http.internal.transport;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.sdk.PoolUse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpRequest;

/** One client per node, and one or more for control calls. */
final class TransportsPerNode extends Transports {
    private final Function<NodeAddress, Transport> factory;
    private final Optional<ControlPerNode> controls;

    TransportsPerNode(
            Transport control,
            Supplier<? extends Transport> controlFactory,
            Function<NodeAddress, Transport> factory,
            Optional<ControlPerNode> controls,
            Optional<LazyTransport> passThrough,
            Executor closing) {
        super(control, controlFactory, passThrough, control, closing);
        this.factory = factory;
        this.controls = controls;
    }

    @Override
    boolean controlSharesPool() {
        return false;
    }

    @Override
    PoolUse requestPool() {
        return PoolUse.UNKNOWN;
    }

    @Override
    boolean buildsClients() {
        return true;
    }

    @Override
    public CompletableFuture<ControlReply> sendControl(
            NodeAddress target, SdkHttpRequest request, int maxBytes, Runnable started) {
        return controls.isPresent()
                ? controls.get().send(target, lastOfItsConnection(request), maxBytes, started)
                : super.sendControl(target, request, maxBytes, started);
    }

    @Override
    Transport open(NodeAddress target) {
        return factory.apply(target);
    }

    @Override
    void release(Transport transport) {
        transport.close();
    }

    @Override
    void closeBalanced() {
        controls.ifPresent(ControlPerNode::close);
    }
}
