package io.alternator.http.internal.keys;

import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.time.Jitter;
import io.alternator.http.internal.time.LogThrottle;
import io.alternator.http.internal.time.PatientTimeout;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application what the partition key of a table is called, in the background. One lookup per table at a time, of four tries
 * with growing pauses. A table whose lookup succeeded, or failed in a way that does not pass, is left alone for five minutes.
 */
final class KeyLookups {
    private static final int MAX_TABLES = 10_000;
    private static final int MAX_TRIES = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(2);
    private static final double JITTER = 0.2;
    private static final Duration COOL_DOWN = Duration.ofMinutes(5);
    private static final Duration WARN_INTERVAL = Duration.ofMinutes(1);

    private final ClientLog log;
    private final Function<String, CompletionStage<String>> lookup;
    private final KeyNames names;
    private final Scheduler scheduler;
    private final Executor blocking;
    private final Ticker ticker;
    private final Jitter jitter;
    private final LogThrottle warnings;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    /**
     * The state of a table's lookup.
     *
     * @param notBefore in ticker nanoseconds, when the next one may start
     */
    private record State(boolean running, long notBefore) {
        static final State RUNNING = new State(true, 0);
    }

    /**
     * No lookup yet.
     *
     * @param blocking calls the application, which may block
     */
    KeyLookups(
            Function<String, CompletionStage<String>> lookup,
            KeyNames names,
            Scheduler scheduler,
            Executor blocking,
            Ticker ticker,
            RandomGenerator random,
            ClientIdentity client) {
        this.log = client.log(KeyLookups.class);
        this.lookup = lookup;
        this.names = names;
        this.scheduler = scheduler;
        this.blocking = blocking;
        this.ticker = ticker;
        this.jitter = new Jitter(random, JITTER);
        this.warnings = new LogThrottle(WARN_INTERVAL, ticker);
    }

    /** The table's key is wanted. On the request path: does not wait. */
    void want(String table) {
        State last = states.get(table);
        boolean starts = last == null
                ? states.size() < MAX_TABLES && states.putIfAbsent(table, State.RUNNING) == null
                : !last.running()
                        && ticker.nanos() - last.notBefore() >= 0
                        && states.replace(table, last, State.RUNNING);
        if (starts) {
            scheduler.execute(() -> lookUp(table, 1));
        }
    }

    private void lookUp(String table, int tries) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Scheduler.Cancellable timeout = PatientTimeout.start(
                scheduler,
                ticker,
                () -> result.completeExceptionally(new TimeoutException("no result within " + TIMEOUT)),
                TIMEOUT);
        result.whenComplete((name, failure) -> {
            timeout.cancel();
            scheduler.execute(() -> ended(table, tries, name, failure));
        });
        try {
            blocking.execute(() -> ask(table, result));
        } catch (RuntimeException closed) {
            result.completeExceptionally(closed);
        }
    }

    private void ask(String table, CompletableFuture<String> result) {
        try {
            lookup.apply(table).whenComplete((name, failure) -> {
                if (failure != null) {
                    result.completeExceptionally(failure);
                } else {
                    result.complete(name);
                }
            });
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private void ended(String table, int tries, @Nullable String name, @Nullable Throwable failure) {
        if (failure == null && name != null && !name.isBlank()) {
            names.learn(table, name);
            log.info("The partition key of table '{}' is '{}', as looked up", table, name);
            leaveAlone(table, COOL_DOWN);
        } else if (failure == null || LookupFailures.isLasting(failure)) {
            log.warn(
                    "keyAffinity: the lookup of the partition key of table '{}' failed ({}), and is not tried again for {} min;"
                            + " until then, writes to it are routed as usual. Name the key by .partitionKey(\"{}\", …)"
                            + "; see troubleshooting.md#partition-key-lookup",
                    table,
                    failure == null ? "it returned no name" : failure,
                    COOL_DOWN.toMinutes(),
                    table);
            leaveAlone(table, COOL_DOWN);
        } else if (tries < MAX_TRIES) {
            log.debug("The lookup of the partition key of table '{}' failed", table, failure);
            scheduler.schedule(() -> lookUp(table, tries + 1), jitter.apply(pauseAfter(tries)));
        } else {
            if (warnings.tryAcquire()) {
                log.warn(
                        "keyAffinity: the lookup of the partition key of table '{}' failed {} times; writes to it are routed as"
                                + " usual until one succeeds; see troubleshooting.md#partition-key-lookup",
                        table,
                        tries,
                        failure);
            }
            leaveAlone(table, MAX_PAUSE);
        }
    }

    private static Duration pauseAfter(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (tries - 1));
        return pause.compareTo(MAX_PAUSE) <= 0 ? pause : MAX_PAUSE;
    }

    private void leaveAlone(String table, Duration time) {
        states.put(table, new State(false, ticker.nanos() + time.toNanos()));
    }
}
