package io.alternator.http;

/** What the client thinks of a node. */
public enum NodeState {
    /** In the cluster's list and answering: it gets requests; fewer at first when it comes from {@link #DOWN}. */
    UP,
    /** New in the list and not yet heard: it gets a probe before its first request. */
    JOINING,
    /**
     * Not answering, or only with errors that its peers do not have: it gets probes, and requests only while no node is
     * {@link #UP}.
     */
    DOWN,
    /** Gone from the cluster's list: it ends what it has and gets nothing new. */
    DRAINING
}
