package io.alternator.http.benchmarks.faults;

import io.alternator.http.AlternatorConfig;
import java.time.Duration;

/** Nodes, and what befalls them. */
interface Stage extends AutoCloseable {

    /** A configuration that finds the nodes. */
    AlternatorConfig.Builder config();

    int nodes();

    /** Requests of the API that a node has read so far, whatever it made of them. */
    long requests(int node);

    /** Lets the fault come and go; returns when it is over. */
    void play(Timeline timeline, Duration length) throws InterruptedException;

    @Override
    void close();
}
