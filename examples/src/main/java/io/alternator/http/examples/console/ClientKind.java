package io.alternator.http.examples.console;

/** Which kind of SDK client the application uses. */
enum ClientKind {
    /** Over Apache's HTTP client. */
    SYNC,
    /** Over Netty. */
    ASYNC
}
