package io.alternator.http.internal.simulation;

/** The condition of a simulated node. */
enum Condition {
    HEALTHY,
    /** Each response arrives 50 ms later. The node processes as many requests as before. */
    SLOW,
    /** Serves one request after the other, in 10 ms each. Probes and list requests wait in the same queue. */
    BUSY,
    /** Accepts requests, probes and list requests and does not answer them until it is healthy again. */
    HUNG,
    /** Rejects requests because of overload, faster than it would serve them. Answers control calls. */
    SHEDDING,
    /** Answers requests with status 500, after the usual time. Answers control calls. */
    FAILING,
    /** Resets its open connections and refuses new ones. */
    DOWN
}
