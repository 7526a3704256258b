package io.alternator.http.testkit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A node's current fault. Every change wakes the requests that wait because of it. */
final class CurrentFault {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Fault fault = Fault.NONE;

    void set(Fault fault) {
        lock.lock();
        try {
            this.fault = fault;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Fault get() {
        lock.lock();
        try {
            return fault;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the node no longer has this fault. */
    void awaitCleared(Fault blocking) throws InterruptedException {
        lock.lock();
        try {
            while (fault.equals(blocking)) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for this delay, or until the node no longer has this fault. */
    void awaitDelay(Fault delaying, Duration delay) throws InterruptedException {
        lock.lock();
        try {
            long remaining = delay.toNanos();
            while (remaining > 0 && fault.equals(delaying)) {
                remaining = changed.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }
}
