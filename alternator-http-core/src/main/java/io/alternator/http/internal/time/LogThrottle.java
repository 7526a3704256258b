package io.alternator.http.internal.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Limits a log line to one per interval: it is repeated while its reason lasts, without flooding the log. */
public final class LogThrottle {
    private final Ticker ticker;
    private final long intervalNanos;
    private final AtomicLong nextAt;

    /** The first line is let through at once. */
    public LogThrottle(Duration interval, Ticker ticker) {
        this.ticker = ticker;
        this.intervalNanos = interval.toNanos();
        this.nextAt = new AtomicLong(ticker.nanos());
    }

    /** True for one caller per interval. */
    public boolean tryAcquire() {
        long now = ticker.nanos();
        long next = nextAt.get();
        return now - next >= 0 && nextAt.compareAndSet(next, now + intervalNanos);
    }
}
