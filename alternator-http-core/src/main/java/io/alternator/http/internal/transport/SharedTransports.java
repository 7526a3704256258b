package io.alternator.http.internal.transport;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.sdk.PoolUse;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** One client for all nodes. */
final class SharedTransports extends Transports {
    private final Transport requests;
    private final SharedClients clients;

    SharedTransports(
            Transport requests,
            Transport control,
            Optional<Transport> passThrough,
            Supplier<? extends Transport> factory,
            Executor closing) {
        super(control, factory, passThrough.map(LazyTransport::of), requests, closing);
        this.requests = requests;
        this.clients = new SharedClients(requests, factory);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // one instance in both roles
    boolean controlSharesPool() {
        return control() == requests;
    }

    @Override
    PoolUse requestPool() {
        return clients.current().pool();
    }

    @Override
    boolean buildsClients() {
        return false;
    }

    @Override
    Transport open(NodeAddress target) {
        return clients.open();
    }

    @Override
    void release(Transport transport) {
        if (!controlSharesPool()) { // a finished client stays
            clients.release(transport);
        }
    }

    @Override
    void closeBalanced() {
        clients.close(closing());
    }
}
