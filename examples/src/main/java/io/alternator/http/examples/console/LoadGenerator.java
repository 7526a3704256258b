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
 * The application's load: callers that write an item and read it back in a loop. All callers start on a common tick. That
 * bounds the rate and keeps them concurrent, without which per-connection routing would use few nodes. A caller that is still
 * waiting for a response skips ticks and does not catch up.
 */
final class LoadGenerator implements AutoCloseable {
    private static final int CALLERS = 12;
    private static final int ITEMS = 100; // per caller
    /** Not a divisor of the sampling interval; otherwise every sample would fall on the same phase of a tick. */
    private static final long TICK_NANOS = Duration.ofMillis(47).toNanos();

    private final SwitchableClient client;
    private final String table;
    private final List<Thread> callers = new ArrayList<>();
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile String latestFailure = "";
    private volatile boolean running = true;

    LoadGenerator(SwitchableClient client, String table) {
        this.client = client;
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

    /** Requests that succeeded. */
    long requests() {
        return requests.sum();
    }

    /** Requests that threw or did not return the written item. */
    long failures() {
        return failures.sum();
    }

    /** Message of the last failure. */
    String latestFailure() {
        return latestFailure;
    }

    /** Writes and reads through a new client before it takes over; throws if that fails. */
    void verify(BalancedClient candidate) {
        String id = "trial";
        write(candidate, id);
        read(candidate, id);
    }

    /** Stops the callers and waits for them, 2 s at most. Their failures no longer count. */
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
        for (long round = 0; running; round++) {
            awaitTick();
            String id = name + "-" + round % ITEMS;
            if (send(client -> write(client, id))) {
                send(client -> read(client, id));
            }
        }
    }

    /** Returns whether the request succeeded. */
    private boolean send(Consumer<BalancedClient> request) {
        try {
            client.use(request);
            requests.increment();
            return true;
        } catch (RuntimeException e) {
            if (running) {
                failures.increment();
                latestFailure = ErrorMessage.of(e);
            }
            return false;
        }
    }

    private void write(BalancedClient client, String id) {
        client.put(PutItemRequest.builder().tableName(table).item(key(id)).build());
    }

    private void read(BalancedClient client, String id) {
        Map<String, AttributeValue> found = client.get(GetItemRequest.builder()
                        .tableName(table)
                        .key(key(id))
                        .consistentRead(true)
                        .build())
                .item();
        if (!found.equals(key(id))) {
            throw new IllegalStateException("requested " + id + ", received " + found);
        }
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }

    private static void awaitTick() {
        long now = System.nanoTime();
        long tick = (Math.floorDiv(now, TICK_NANOS) + 1) * TICK_NANOS;
        for (long left = tick - now; left > 0; left = tick - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
