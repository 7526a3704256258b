package io.alternator.http.internal.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one pass in so long, so that a warning is heard again while its reason lasts, and does not flood the log. */
public final class LogThrottle {
    private final Ticker ticker;
    private final long nanos;
    private final AtomicLong nextAt;

    /** The first may pass at once. */
    public LogThrottle(Duration duration, Ticker ticker) {
        this.ticker = ticker;
        this.nanos = duration.toNanos();
        this.nextAt = new AtomicLong(ticker.nanos());
    }

    /** True for one caller in the duration. */
    public boolean mayPass() {
        long now = ticker.nanos();
        long next = nextAt.get();
        return now - next >= 0 && nextAt.compareAndSet(next, now + nanos);
    }
}
