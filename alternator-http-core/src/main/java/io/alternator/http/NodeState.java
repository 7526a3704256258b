package io.alternator.http;

/**
 * The state of a node as the client sees it.
 *
 * @see NodeStatus
 * @since 0.1.0
 */
public enum NodeState {
    /** In the cluster's list and healthy: it gets requests, fewer during slow start. */
    UP,
    /** New in the list and not yet checked: it gets a probe before its first request. */
    JOINING,
    /**
     * Ejected: it failed, or returned errors that its peers do not. It gets probes, and requests only while no node is
     * {@link #UP}.
     */
    DOWN,
    /** No longer in the cluster's list: its requests in flight complete, and it gets no new ones. */
    DRAINING
}
