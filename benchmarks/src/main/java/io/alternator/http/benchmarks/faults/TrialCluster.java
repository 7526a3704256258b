package io.alternator.http.benchmarks.faults;

import io.alternator.http.AlternatorConfig;
import java.time.Duration;

/** The nodes of a trial and the fault that is injected into them. */
interface TrialCluster extends AutoCloseable {

    /** A configuration builder that points to the nodes. */
    AlternatorConfig.Builder config();

    int nodes();

    /** The number of DynamoDB requests that a node has read so far, answered or not. */
    long requests(int node);

    /** Injects the fault, keeps it for this time (unless it sets its own), and removes it. Records its times in the timeline. */
    void injectFault(FaultTimeline timeline, Duration length) throws InterruptedException;

    @Override
    void close();
}
