package io.alternator.http.examples.console;

import java.util.concurrent.atomic.AtomicInteger;

/** A client and how many requests use it. */
final class OpenClient {
    private final Choice choice;
    private final Db db;
    private final AtomicInteger users = new AtomicInteger();

    OpenClient(Choice choice, Db db) {
        this.choice = choice;
        this.db = db;
    }

    Choice choice() {
        return choice;
    }

    Db db() {
        return db;
    }

    void enter() {
        users.incrementAndGet();
    }

    void leave() {
        users.decrementAndGet();
    }

    boolean isIdle() {
        return users.get() == 0;
    }
}
