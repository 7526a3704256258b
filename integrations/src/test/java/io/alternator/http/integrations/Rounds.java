package io.alternator.http.integrations;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Runs work in rounds. A node dies in the first round of the second third and returns before the last third, if the run has an outage. */
final class Rounds {
    private final Outage outage;

    Rounds(Outage outage) {
        this.outage = outage;
    }

    /** What happens to the cluster meanwhile. */
    interface Outage {
        /** Called before a round. What it returns runs beside the round, which may end earlier. */
        Callable<?> begin();

        void end() throws InterruptedException;

        /** Nothing happens. */
        Outage NONE = new Outage() {
            @Override
            public Callable<?> begin() {
                return () -> null;
            }

            @Override
            public void end() {}
        };
    }

    /** A part of the work, numbered from 0. */
    interface Round {
        void run(int number) throws Exception;
    }

    /** Runs so many rounds, one after the other. To be called once. */
    void run(int count, Round round) throws Exception {
        for (int number = 0; number < count; number++) {
            if (number == count / 3) {
                runWhileOutageBegins(round, number);
            } else {
                if (number == 2 * count / 3) {
                    outage.end();
                }
                round.run(number);
            }
        }
    }

    /** Something is in flight at that moment. */
    private void runWhileOutageBegins(Round round, int number) throws Exception {
        FutureTask<?> begin = new FutureTask<>(outage.begin());
        new Thread(begin, "outage").start();
        round.run(number);
        begin.get();
    }
}
