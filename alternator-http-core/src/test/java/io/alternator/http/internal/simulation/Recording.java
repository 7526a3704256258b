package io.alternator.http.internal.simulation;

import io.alternator.http.internal.hedging.HedgeResult;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events of a simulation, without any evaluation. Times are nanoseconds since its start. */
final class Recording {
    /** The length of a time slot: half a second. */
    static final long SLOT_NANOS = 500_000_000;

    private final Ticker ticker;
    private final long start;
    private final int[][] sent;
    private final int[] listRequests;
    private final List<Call> calls = new ArrayList<>();
    private final Set<PendingCall> pending = new LinkedHashSet<>();
    private int retries;
    private int probes;
    private final Map<HedgeResult, Integer> hedges = new EnumMap<>(HedgeResult.class);
    private int connections;

    /** A call of the application, including its retries. */
    record Call(long start, long ended, boolean success) {
        long latency() {
            return ended - start;
        }
    }

    /** A call that has not ended. */
    final class PendingCall {
        private final long started = now();

        void ended(boolean success) {
            pending.remove(this);
            calls.add(new Call(started, now(), success));
        }
    }

    Recording(Ticker ticker, int nodes, Duration length) {
        this.ticker = ticker;
        this.start = ticker.nanos();
        int slots = Math.toIntExact(length.toNanos() / SLOT_NANOS);
        this.sent = new int[1 + nodes][slots];
        this.listRequests = new int[slots];
    }

    PendingCall callStarted() {
        PendingCall call = new PendingCall();
        pending.add(call);
        return call;
    }

    /** An attempt went to the node with this number; 0 for a host that is no node. */
    void sent(int number) {
        sent[number][slot()]++;
    }

    /** A retry of the SDK. */
    void retried() {
        retries++;
    }

    /** A node was asked for the node list. */
    void listRequested() {
        listRequests[slot()]++;
    }

    void probed() {
        probes++;
    }

    /** A hedge ended, or was due and not sent. */
    void hedged(HedgeResult result) {
        hedges.merge(result, 1, Integer::sum);
    }

    /** A client needed at least this number of connections. */
    void connections(int count) {
        connections += count;
    }

    int nodes() {
        return sent.length - 1;
    }

    int slots() {
        return listRequests.length;
    }

    /** Attempts on the node with this number in one slot. */
    int sent(int number, int slot) {
        return sent[number][slot];
    }

    int listRequests(int slot) {
        return listRequests[slot];
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

    /** All calls that ended, in the order in which they ended. */
    List<Call> calls() {
        return calls;
    }

    /** The time since the start of each call that has not ended. */
    List<Long> pendingLatencies() {
        return pending.stream().map(call -> now() - call.started).toList();
    }

    private long now() {
        return ticker.nanos() - start;
    }

    private int slot() {
        return (int) Math.min(now() / SLOT_NANOS, slots() - 1);
    }
}
