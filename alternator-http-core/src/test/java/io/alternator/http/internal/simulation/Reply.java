package io.alternator.http.internal.simulation;

/** How a node ends an exchange. */
enum Reply {
    OK,
    /** HTTP 500. */
    ERROR,
    /** HTTP 400 with {@code RequestLimitExceeded}. */
    SHED,
    /** The node does not listen. The request was certainly not sent. */
    REFUSED,
    /** The connection was reset while the request was in flight. */
    RESET
}
