package io.alternator.http;

/**
 * When a node is chosen.
 *
 * <p>Both keep the same promises on discovery, failover and health; they differ in how many nodes one thread talks to
 * and in how many connections stay open.
 */
public enum RoutingStrategy {
    /**
     * Every request picks a node; all nodes share the wrapped client's own pool, which keeps connections by host and
     * port.
     *
     * <p>Upside: the evenest spread, even from one thread; works with a finished client. Downside: up to (nodes × threads)
     * connections, so a pool that is limited as a whole (Apache's 50) closes idle ones to open others once the cluster
     * is large.
     */
    PER_REQUEST,

    /**
     * A node is picked when a <em>connection</em> is needed and kept while that connection lives: n concurrent requests
     * use n connections, however many nodes there are. Each node has a pooled sub-client of its own, so this takes a
     * client's builder.
     *
     * <p>Upside: few connections, warm ones first; a node's idle connections go with it. Downside: a caller with one
     * thread stays on one node, and one node's pool cannot lend to another's.
     */
    PER_CONNECTION
}
