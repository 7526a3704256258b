package io.alternator.http.internal.simulation;

import org.jspecify.annotations.Nullable;

/** One request in flight. Ends with the node's reply or with its cancellation, whichever is first. */
final class Exchange {
    private final Runnable onEnd;
    private final Listener caller;
    private SimulatedNode.@Nullable Job job;
    private boolean ended;

    /** Receives the end of the exchange. */
    interface Listener {
        void replied(Reply reply);

        void cancelled();
    }

    Exchange(Runnable onEnd, Listener caller) {
        this.onEnd = onEnd;
        this.caller = caller;
    }

    void begin(SimulatedNode node, double cost) {
        job = node.serve(cost, reply -> end(() -> caller.replied(reply)));
    }

    /** Cancels the request, as a client's abort does. */
    void cancel() {
        if (job != null) {
            job.cancel();
        }
        end(caller::cancelled);
    }

    private void end(Runnable report) {
        if (!ended) {
            ended = true;
            onEnd.run();
            report.run();
        }
    }
}
