package io.alternator.http.internal.simulation;

import org.jspecify.annotations.Nullable;

/** One request on the wire: ends by the node's reply or because it is broken off on this side, whichever is first. */
final class Exchange {
    private final Runnable over;
    private final Listener caller;
    private SimulatedNode.@Nullable Job job;
    private boolean ended;

    /** The caller. */
    interface Listener {
        void replied(Reply reply);

        void brokenOff();
    }

    Exchange(Runnable over, Listener caller) {
        this.over = over;
        this.caller = caller;
    }

    void begin(SimulatedNode node, double cost) {
        job = node.serve(cost, reply -> end(() -> caller.replied(reply)));
    }

    /** As an abort of the client does. */
    void breakOff() {
        if (job != null) {
            job.cancel();
        }
        end(caller::brokenOff);
    }

    private void end(Runnable report) {
        if (!ended) {
            ended = true;
            over.run();
            report.run();
        }
    }
}
