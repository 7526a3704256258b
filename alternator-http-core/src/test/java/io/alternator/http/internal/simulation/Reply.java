package io.alternator.http.internal.simulation;

/** How a node's side of an exchange ends. */
enum Reply {
    OK,
    /** HTTP 500. */
    ERROR,
    /** HTTP 400 with {@code RequestLimitExceeded}. */
    SHED,
    /** Nobody listens: provably not sent. */
    REFUSED,
    /** The connection broke with the request under way. */
    RESET
}
