package io.alternator.http.internal.simulation;

import io.alternator.http.internal.routing.HedgeResult;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is noted while a simulation runs, without a thought what it means. Times are nanoseconds since its start. */
final class Recording {
    /** Time is told in half seconds. */
    static final long SLOT_NANOS = 500_000_000;

    private final Ticker ticker;
    private final long start;
    private final int[][] sent;
    private final int[] listQuestions;
    private final List<Call> calls = new ArrayList<>();
    private final Set<Waiting> waiting = new LinkedHashSet<>();
    private int retries;
    private int probes;
    private final Map<HedgeResult, Integer> hedges = new EnumMap<>(HedgeResult.class);
    private int connections;

    /** A call of the application, retries and all. */
    record Call(long begun, long ended, boolean well) {
        long took() {
            return ended - begun;
        }
    }

    /** A call that has not ended. */
    final class Waiting {
        private final long begun = now();

        void ended(boolean well) {
            waiting.remove(this);
            calls.add(new Call(begun, now(), well));
        }
    }

    Recording(Ticker ticker, int nodes, Duration length) {
        this.ticker = ticker;
        this.start = ticker.nanos();
        int slots = Math.toIntExact(length.toNanos() / SLOT_NANOS);
        this.sent = new int[nodes][slots];
        this.listQuestions = new int[slots];
    }

    Waiting begun() {
        Waiting call = new Waiting();
        waiting.add(call);
        return call;
    }

    /** An attempt went to the node with this number. */
    void sent(int number) {
        sent[number - 1][slot()]++;
    }

    /** A retry of the SDK. */
    void retried() {
        retries++;
    }

    /** A node was asked for the list. */
    void listAsked() {
        listQuestions[slot()]++;
    }

    void probed() {
        probes++;
    }

    /** A hedge came to its end, or was not sent. */
    void hedged(HedgeResult result) {
        hedges.merge(result, 1, Integer::sum);
    }

    /** A client had, at its end, opened so many. */
    void connections(int count) {
        connections += count;
    }

    int nodes() {
        return sent.length;
    }

    int slots() {
        return listQuestions.length;
    }

    /** Attempts on the node with this number in one slot. */
    int sent(int number, int slot) {
        return sent[number - 1][slot];
    }

    int listQuestions(int slot) {
        return listQuestions[slot];
    }

    int retries() {
        return retries;
    }

    int probes() {
        return probes;
    }

    int hedges(HedgeResult result) {
        return hedges.getOrDefault(result, 0);
    }

    int connections() {
        return connections;
    }

    /** All calls that ended, in the order of their ends. */
    List<Call> calls() {
        return calls;
    }

    /** How long the calls wait that have not ended. */
    List<Long> stillWaiting() {
        return waiting.stream().map(call -> now() - call.begun).toList();
    }

    private long now() {
        return ticker.nanos() - start;
    }

    private int slot() {
        return (int) Math.min(now() / SLOT_NANOS, slots() - 1);
    }
}
