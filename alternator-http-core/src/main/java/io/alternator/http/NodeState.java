package io.alternator.http;

/** What the client thinks of a node. */
public enum NodeState {
    /** In the cluster's list and answering: it gets requests. */
    UP,
    /** New in the list and not yet heard: it gets a probe before its first request. */
    JOINING,
    /** Not answering: it gets probes only, or requests when no node is {@link #UP}. */
    DOWN,
    /** Gone from the cluster's list: it ends what it has and gets nothing new. */
    DRAINING
}
