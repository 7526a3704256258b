package io.alternator.http.internal.transport;

import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.sdk.PoolUse;

/**
 * Warns once of a connection pool that is too small for the nodes that share it, when it was so twice in a row: then connections
 * are closed and opened again, which costs about a fifth of the throughput. One thread at a time.
 */
public final class PoolWarning {

    private final ClientLog log;
    private final Transports transports;
    private boolean suspected;
    private boolean warned;

    /** Watches the pool of these clients. */
    public PoolWarning(Transports transports, ClientIdentity client) {
        this.log = client.log(PoolWarning.class);
        this.transports = transports;
    }

    /** To be called every few seconds under load. */
    public void check(int nodes) {
        if (warned || nodes < 2) {
            return;
        }
        PoolUse use = transports.requestPool();
        boolean tooSmall = use.isTooSmallFor(nodes);
        if (tooSmall && suspected) {
            warned = true;
            log.warn(
                    "maxConnections: {} nodes share a pool of {} connections, {} of them in use, so connections are closed"
                            + " and opened again; set it to at least nodes x concurrent requests ({}), or use"
                            + " PER_CONNECTION, where each node has a pool of its own; see troubleshooting.md#pool-too-small",
                    nodes,
                    use.max(),
                    use.leased(),
                    (long) nodes * use.leased());
        }
        suspected = tooSmall;
    }
}
