package io.alternator.http.examples.console;

import io.alternator.http.NodeStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The client of the moment. Another one may take its place under load: it is tried first, and the old one is closed when its
 * last request has ended, so no request fails because of the change. Thread-safe.
 */
final class Clients implements AutoCloseable {
    private final BiFunction<Choice, List<NodeStatus>, Db> opener;
    private final ReentrantLock changing = new ReentrantLock();
    private final List<OpenClient> replaced = new CopyOnWriteArrayList<>();
    private volatile OpenClient current;

    Clients(Choice first, BiFunction<Choice, List<NodeStatus>, Db> opener) {
        this.opener = opener;
        this.current = new OpenClient(first, opener.apply(first, List.of()));
    }

    Choice choice() {
        return current.choice();
    }

    List<NodeStatus> nodes() {
        return current.db().nodes();
    }

    /** Does something with the client of the moment, which stays open for so long. */
    void use(Consumer<Db> work) {
        OpenClient client = enter();
        try {
            work.accept(client.db());
        } finally {
            client.leave();
        }
    }

    /**
     * Changes the client, unless it is as chosen already.
     *
     * @param trial throws if the new client does not work; then the old one stays
     * @return whether it was changed
     */
    boolean change(Choice choice, Trial trial) {
        changing.lock();
        try {
            OpenClient before = current;
            if (before.choice().equals(choice)) {
                return false;
            }
            Db db = opener.apply(choice, before.db().nodes());
            try {
                trial.run(db, before.db().nodes());
            } catch (RuntimeException e) {
                db.close();
                throw e;
            }
            current = new OpenClient(choice, db);
            replaced.add(before);
            return true;
        } finally {
            changing.unlock();
        }
    }

    /** A client that was replaced and that nothing uses any more; it is the caller's to close. */
    Optional<Db> takeIdle() {
        for (OpenClient client : replaced) {
            if (client.isIdle()) {
                replaced.remove(client);
                return Optional.of(client.db());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        changing.lock();
        try {
            replaced.forEach(client -> client.db().close());
            replaced.clear();
            current.db().close();
        } finally {
            changing.unlock();
        }
    }

    private OpenClient enter() {
        while (true) {
            OpenClient client = current;
            client.enter();
            if (client == current) {
                return client; // whoever replaces it from now on sees that it is in use
            }
            client.leave();
        }
    }

    /** Tries a client that is to take the place of one that knows these nodes. */
    @FunctionalInterface
    interface Trial {
        void run(Db db, List<NodeStatus> nodes);
    }
}
