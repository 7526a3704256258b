package io.alternator.http.benchmarks.faults;

import java.time.Duration;

/** When and on which node the fault was active. Confined to the thread that runs the trial. */
final class FaultTimeline {
    private int node;
    private long began;
    private long ended;
    private long recovered;

    /** Records the start of the fault. The table shows the share of this node. */
    void faultBegins(int faulty) {
        node = faulty;
        began = System.nanoTime();
    }

    /** Records that the node can serve again. The fault as a whole may last longer. */
    void nodeRecovers() {
        recovered = System.nanoTime();
    }

    /** Records the end of the fault, from which on the node can serve again. */
    void faultEnds() {
        nodeRecovers();
        faultEndsAfterRecovery();
    }

    /** Records the end of the fault, if the node {@linkplain #nodeRecovers could serve again} before. */
    void faultEndsAfterRecovery() {
        ended = System.nanoTime();
    }

    int node() {
        return node;
    }

    long began() {
        return began;
    }

    /** The time this long after the start of the fault. */
    long began(Duration offset) {
        return began + offset.toNanos();
    }

    long ended() {
        return ended;
    }

    long recovered() {
        return recovered;
    }
}
