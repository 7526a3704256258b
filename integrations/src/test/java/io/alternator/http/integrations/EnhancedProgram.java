package io.alternator.http.integrations;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The Enhanced client's extensions. Three threads increment the sum of one account at the same time and begin anew if another was
 * faster: a lost update shows in the sum, an update that was made twice in the version or the counter.
 */
final class EnhancedProgram<T extends Account> implements Program {
    private static final int ROUNDS = 30;
    private static final int THREADS = 3;
    private static final int OWN_ACCOUNTS = 5;
    private static final String SHARED = "shared";

    private final String name;
    private final Function<Clients, Accounts<T>> tables;
    private final Supplier<T> newAccount;
    private final Function<T, Long> updates;

    private EnhancedProgram(
            String name, Function<Clients, Accounts<T>> tables, Supplier<T> newAccount, Function<T, Long> updates) {
        this.name = name;
        this.tables = tables;
        this.newAccount = newAccount;
        this.updates = updates;
    }

    /** Versions and timestamps, by a sync and an async client. */
    static List<Program> withoutCounter() {
        return both("Enhanced client, version and timestamp", Account.class, Account::new, account -> 0L);
    }

    /** The same and the atomic counter. */
    static List<Program> withCounter() {
        return both(
                "Enhanced client, version, timestamp and atomic counter",
                Account.Counted.class,
                Account.Counted::new,
                Account.Counted::getUpdates);
    }

    private static <T extends Account> List<Program> both(
            String name, Class<T> type, Supplier<T> newAccount, Function<T, Long> updates) {
        BiFunction<String, Function<Clients, Accounts<T>>, Program> program =
                (kind, tables) -> new EnhancedProgram<>(name + ", " + kind, tables, newAccount, updates);
        return List.of(
                program.apply("sync", clients -> Accounts.sync(clients, type)),
                program.apply("async", clients -> Accounts.async(clients, type)));
    }

    @Override
    public Object run(Clients clients, Rounds rounds) throws Exception {
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Accounts<T> accounts = tables.apply(clients);
        accounts.create().run();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            rounds.run(ROUNDS, number -> {
                List<Future<?>> increments = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    increments.add(threads.submit(() -> increment(accounts)));
                }
                putOwn(accounts, number);
                for (Future<?> increment : increments) {
                    increment.get();
                }
            });
        } finally {
            threads.shutdownNow();
        }
        List<Object> outcome = new ArrayList<>();
        outcome.add(described(accounts, SHARED, start));
        IntStream.range(0, OWN_ACCOUNTS).forEach(own -> outcome.add(described(accounts, "own " + own, start)));
        return outcome;
    }

    private void increment(Accounts<T> accounts) {
        boolean done = false;
        while (!done) {
            T account = found(accounts, SHARED);
            account.setSum(account.getSum() + 1);
            try {
                accounts.update().accept(account);
                done = true;
            } catch (ConditionalCheckFailedException e) {
                // another thread was faster: read again
            }
        }
    }

    private void putOwn(Accounts<T> accounts, int number) {
        T account = found(accounts, "own " + number % OWN_ACCOUNTS);
        account.setSum(number);
        accounts.put().accept(account);
    }

    private T found(Accounts<T> accounts, String id) {
        T account = accounts.get().apply(id);
        if (account == null) {
            account = newAccount.get();
            account.setId(id);
        }
        return account;
    }

    private List<Object> described(Accounts<T> accounts, String id, Instant start) {
        T account = accounts.get().apply(id);
        boolean timely =
                !account.getUpdated().isBefore(start) && !account.getUpdated().isAfter(Instant.now());
        return List.of(id, account.getSum(), account.getVersion(), updates.apply(account), timely);
    }

    @Override
    public String toString() {
        return name;
    }
}
