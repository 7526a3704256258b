package io.alternator.http.examples.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * The application: callers that write an item and read it back, again and again. They act on a common beat, which bounds
 * their rate and still has them all at work at once, as per-connection routing needs to show its spread. A caller that
 * waits for an answer misses beats and catches none up.
 */
final class Traffic implements AutoCloseable {
    private static final int CALLERS = 12;
    private static final int ITEMS = 100; // of each caller
    /** No part of the sampler's interval: it would see the same moment of every beat. */
    private static final long BEAT = Duration.ofMillis(47).toNanos();

    private final Clients clients;
    private final String table;
    private final List<Thread> callers = new ArrayList<>();
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile String latestFailure = "";
    private volatile boolean running = true;

    Traffic(Clients clients, String table) {
        this.clients = clients;
        this.table = table;
    }

    void start() {
        for (int i = 0; i < CALLERS; i++) {
            String name = "caller-" + i;
            Thread caller = new Thread(() -> call(name), name);
            caller.setDaemon(true);
            caller.start();
            callers.add(caller);
        }
    }

    /** Requests that were answered rightly. */
    long requests() {
        return requests.sum();
    }

    /** Requests that threw, or did not find what was written. */
    long failures() {
        return failures.sum();
    }

    /** What the last failure said. */
    String latestFailure() {
        return latestFailure;
    }

    /** Writes and reads through a client that is to take part; throws if that does not work. */
    void tryOut(Db db) {
        String id = "trial";
        write(db, id);
        read(db, id);
    }

    /** Ends the callers, whose failures count no more, and waits for them, but not for ever. */
    @Override
    public void close() {
        running = false;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        try {
            for (Thread caller : callers) {
                caller.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(String name) {
        for (long turn = 0; running; turn++) {
            awaitBeat();
            String id = name + "-" + turn % ITEMS;
            if (succeeds(db -> write(db, id))) {
                succeeds(db -> read(db, id));
            }
        }
    }

    private boolean succeeds(Consumer<Db> request) {
        try {
            clients.use(request);
            requests.increment();
            return true;
        } catch (RuntimeException e) {
            if (running) {
                failures.increment();
                latestFailure = Message.of(e);
            }
            return false;
        }
    }

    private void write(Db db, String id) {
        db.put(PutItemRequest.builder().tableName(table).item(key(id)).build());
    }

    private void read(Db db, String id) {
        Map<String, AttributeValue> found = db.get(GetItemRequest.builder()
                        .tableName(table)
                        .key(key(id))
                        .consistentRead(true)
                        .build())
                .item();
        if (!found.equals(key(id))) {
            throw new IllegalStateException("asked for " + id + ", was given " + found);
        }
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }

    private static void awaitBeat() {
        long now = System.nanoTime();
        long beat = (Math.floorDiv(now, BEAT) + 1) * BEAT;
        for (long left = beat - now; left > 0; left = beat - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
