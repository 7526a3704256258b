package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.ClientTarget;
import java.time.Duration;

/** Keeps a constant number of requests in flight. Each completed request, failed or not, is followed by another. */
interface LoadGenerator extends AutoCloseable {

    /** Sends no more requests and waits for those in flight. Returns false if some are still in flight after the timeout. */
    boolean finish(Duration timeout) throws InterruptedException;

    /** Cancels the requests in flight and closes the client. */
    @Override
    void close();

    /** Starts the load over one kind of client. */
    @FunctionalInterface
    interface Factory {
        LoadGenerator start(ClientTarget target, int callers, RequestLog requestLog);
    }
}
