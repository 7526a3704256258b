package io.alternator.http.testkit;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** A node as the other nodes know it: whether it belongs to the cluster, and since when it has been unreachable. Thread-safe. */
final class Member {
    private final Location location;
    private final LongSupplier nanoTime;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Contact contact = new Contact(false, false, 0);
    private volatile boolean listed = true;

    Member(Location location, LongSupplier nanoTime) {
        this.location = location;
        this.nanoTime = nanoTime;
    }

    /** Why the node is unreachable, if it is, and since when. */
    private record Contact(boolean stopped, boolean isolated, long lostAt) {
        boolean isLost() {
            return stopped || isolated;
        }

        Contact stopped(boolean nowStopped, long now) {
            return new Contact(nowStopped, isolated, isLost() ? lostAt : now);
        }

        Contact isolated(boolean nowIsolated, long now) {
            return new Contact(stopped, nowIsolated, isLost() ? lostAt : now);
        }
    }

    Location location() {
        return location;
    }

    boolean isListed() {
        return listed;
    }

    void setListed(boolean listed) {
        this.listed = listed;
    }

    void setStopped(boolean stopped) {
        change(current -> current.stopped(stopped, nanoTime.getAsLong()));
    }

    boolean isIsolated() {
        return contact.isolated();
    }

    void setIsolated(boolean isolated) {
        change(current -> current.isolated(isolated, nanoTime.getAsLong()));
    }

    private void change(UnaryOperator<Contact> next) {
        changing.lock();
        try {
            contact = next.apply(contact);
        } finally {
            changing.unlock();
        }
    }

    /** True if the node is reachable, or has been unreachable for less than this time. */
    boolean isSeenAlive(Duration failureDetectionTime) {
        Contact current = contact;
        return !current.isLost()
                || Duration.ofNanos(nanoTime.getAsLong() - current.lostAt()).compareTo(failureDetectionTime) < 0;
    }
}
