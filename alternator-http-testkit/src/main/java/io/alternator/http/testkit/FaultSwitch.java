package io.alternator.http.testkit;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A node's fault of the moment. Requests that wait because of it are woken by every change. */
final class FaultSwitch {
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

    /** Waits while the node has this fault. */
    void awaitNo(Fault awaited) throws InterruptedException {
        lock.lock();
        try {
            while (fault.equals(awaited)) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits as long as the node is slow, at most for the delay that holds now. */
    void awaitDelay() throws InterruptedException {
        lock.lock();
        try {
            if (fault instanceof Fault.Slow slow) {
                long left = slow.delay().toNanos();
                while (left > 0 && fault.equals(slow)) {
                    left = changed.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
