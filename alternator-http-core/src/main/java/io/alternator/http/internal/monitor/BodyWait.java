package io.alternator.http.internal.monitor;

import java.util.function.LongSupplier;

/**
 * How long a caller waited for the parts of one response's body. The time that it took itself between them does not count. A part
 * that is asked for by one thread while another one delivers may be counted wrongly, by no more than it took.
 */
final class BodyWait {
    private final LongSupplier nanos;
    private boolean waiting;
    private long since;
    private long waited;

    /** Nobody waits yet. */
    BodyWait(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A part is asked for. */
    void begin() {
        if (!waiting) {
            since = nanos.getAsLong();
            waiting = true;
        }
    }

    /** A part arrived, or the end. */
    void end() {
        if (waiting) {
            waiting = false;
            waited += nanos.getAsLong() - since;
        }
    }

    /** The waits that ended, and the present one. */
    long total(long now) {
        return waiting ? waited + (now - since) : waited;
    }
}
