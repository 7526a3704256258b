package io.alternator.http.internal.simulation;

/** How a simulated node is. */
enum Condition {
    WELL,
    /** Its answers take 50 ms longer on their way; it works no slower. */
    SLOW,
    /** Accepts and says nothing, to requests, probes and questions for the list alike; answers all once it is well. */
    HUNG,
    /** Refuses requests for overload, faster than it would serve them; answers control calls. */
    SHEDDING,
    /** Answers 500, in its usual time; answers control calls. */
    FAILING,
    /** Resets what it has and refuses connections. */
    DOWN
}
