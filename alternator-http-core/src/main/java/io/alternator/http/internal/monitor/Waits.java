package io.alternator.http.internal.monitor;

/** When waits began, in ticker nanoseconds, which wrap. */
final class Waits {
    private Waits() {}

    static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }

    /** When a wait began that has lasted since then, if this time, the last before now, does not count; now at the latest. */
    static long leaveOut(long nanos, long since, long now) {
        long begin = since + nanos;
        return begin - now < 0 ? begin : now;
    }
}
