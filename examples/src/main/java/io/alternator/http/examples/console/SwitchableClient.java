package io.alternator.http.examples.console;

import io.alternator.http.NodeStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The application's client, which can be replaced under load without failing a request. A replacement is tested before it
 * takes over. The old client may be closed when its last request has ended. Thread-safe.
 */
final class SwitchableClient implements AutoCloseable {
    private final BiFunction<ClientSettings, List<NodeStatus>, BalancedClient> factory;
    private final ReentrantLock switching = new ReentrantLock();
    private final List<RefCountedClient> replaced = new CopyOnWriteArrayList<>();
    private volatile RefCountedClient current;

    SwitchableClient(ClientSettings first, BiFunction<ClientSettings, List<NodeStatus>, BalancedClient> factory) {
        this.factory = factory;
        this.current = new RefCountedClient(first, factory.apply(first, List.of()));
    }

    ClientSettings settings() {
        return current.settings();
    }

    List<NodeStatus> nodes() {
        return current.client().nodes();
    }

    /** Runs work with the current client, which stays open until the work is done. */
    void use(Consumer<BalancedClient> work) {
        RefCountedClient client = acquire();
        try {
            work.accept(client.client());
        } finally {
            client.release();
        }
    }

    /**
     * Replaces the client, unless it has these settings already.
     *
     * @param trial throws if the new client does not work; then the old one is kept
     * @return whether the client was replaced
     */
    boolean switchTo(ClientSettings settings, Trial trial) {
        switching.lock();
        try {
            RefCountedClient before = current;
            if (before.settings().equals(settings)) {
                return false;
            }
            BalancedClient candidate = factory.apply(settings, before.client().nodes());
            try {
                trial.run(candidate, before.client().nodes());
            } catch (RuntimeException e) {
                candidate.close();
                throw e;
            }
            current = new RefCountedClient(settings, candidate);
            replaced.add(before);
            return true;
        } finally {
            switching.unlock();
        }
    }

    /** Removes and returns a replaced client that has no requests left. The caller closes it. */
    Optional<BalancedClient> takeIdle() {
        for (RefCountedClient client : replaced) {
            if (client.isIdle()) {
                replaced.remove(client);
                return Optional.of(client.client());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        switching.lock();
        try {
            replaced.forEach(client -> client.client().close());
            replaced.clear();
            current.client().close();
        } finally {
            switching.unlock();
        }
    }

    private RefCountedClient acquire() {
        while (true) {
            RefCountedClient client = current;
            client.acquire();
            if (client == current) {
                return client; // a replacement from now on sees the reference
            }
            client.release();
        }
    }

    /** Tests a new client. {@code nodes} are those that the current client knows. */
    @FunctionalInterface
    interface Trial {
        void run(BalancedClient candidate, List<NodeStatus> nodes);
    }
}
