package io.alternator.http.benchmarks.faults;

import java.time.Duration;

/** When the fault began and ended, and on which node. Written and read by the thread that plays it. */
final class Timeline {
    private int node;
    private long began;
    private long ended;
    private long returned;

    /** It begins on this node, of which the table tells the share. */
    void begins(int faulty) {
        node = faulty;
        began = System.nanoTime();
    }

    /** The node can serve again, before the fault as a whole has ended. */
    void returns() {
        returned = System.nanoTime();
    }

    /** It is over, and the node can serve again. */
    void ends() {
        returns();
        endsLater();
    }

    /** It is over; the node could serve again since it {@linkplain #returns returned}. */
    void endsLater() {
        ended = System.nanoTime();
    }

    int node() {
        return node;
    }

    long began() {
        return began;
    }

    /** So long after it began. */
    long began(Duration later) {
        return began + later.toNanos();
    }

    long ended() {
        return ended;
    }

    long returned() {
        return returned;
    }
}
