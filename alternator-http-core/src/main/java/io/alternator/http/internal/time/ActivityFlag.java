package io.alternator.http.internal.time;

/** Whether requests flow. Set by what watches them, read by what need not hurry while none do. Thread-safe. */
public final class ActivityFlag {
    private volatile boolean active;

    public boolean isActive() {
        return active;
    }

    public void set(boolean active) {
        this.active = active;
    }
}
