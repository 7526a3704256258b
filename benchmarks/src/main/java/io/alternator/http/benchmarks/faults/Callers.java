package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.Route;
import java.time.Duration;

/** So many requests under way at any moment: each that ends is followed by another, whatever became of it. */
interface Callers extends AutoCloseable {

    /** Begins no more requests and waits for those under way, but not for ever; false if some still are. */
    boolean finish(Duration patience) throws InterruptedException;

    /** Ends whatever is under way. */
    @Override
    void close();

    /** Starts callers of one kind of client. */
    @FunctionalInterface
    interface Factory {
        Callers start(Route route, int callers, Exchanges exchanges);
    }
}
