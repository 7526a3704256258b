package io.alternator.http;

/**
 * When a node is chosen: for each request or for each connection.
 *
 * <p>Discovery, failover and health checks are the same in both. They differ in the number of nodes that one thread uses and in
 * the number of open connections.
 *
 * @see AlternatorConfig
 * @since 0.1.0
 */
public enum RoutingStrategy {
    /**
     * Every request picks a node. All nodes share the wrapped client's pool, which keeps connections by host and port.
     *
     * <p>Upside: the most even distribution, even from one thread; works with a finished client. Downside: up to nodes ×
     * threads connections. In a large cluster, a pool with a limit on the total (Apache's 50) closes idle connections to open
     * others.
     */
    PER_REQUEST,

    /**
     * A node is picked when a <em>connection</em> is needed and kept for the life of that connection: n concurrent requests
     * use n connections, regardless of the number of nodes. Needs the wrapped client's builder, because each node gets its own
     * pooled sub-client.
     *
     * <p>Upside: few connections, and the most recently used ones first; a removed node's idle connections are closed with it.
     * Downside: an application with one thread stays on one node, and nodes cannot share a pool's free connections.
     */
    PER_CONNECTION
}
