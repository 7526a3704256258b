package io.alternator.http.examples.console;

import io.alternator.http.NodeStatus;
import io.alternator.http.examples.BalancedClient;
import io.alternator.http.support.ItemClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/**
 * The application's client, which can be replaced under load without failing a request. A replacement is tested before it
 * takes over. The old client may be closed when its last request has ended. Thread-safe.
 */
final class SwitchableClient implements ItemClient {
    private final BiFunction<ClientSettings, List<NodeStatus>, BalancedClient> factory;
    private final List<Counted> replaced = new CopyOnWriteArrayList<>();
    private volatile Counted current;

    /** A client and the number of requests that use it. */
    private record Counted(ClientSettings settings, BalancedClient client, AtomicInteger requests) {
        private Counted(ClientSettings settings, BalancedClient client) {
            this(settings, client, new AtomicInteger());
        }
    }

    /** @param factory gets the nodes that the client before knew */
    SwitchableClient(ClientSettings first, BiFunction<ClientSettings, List<NodeStatus>, BalancedClient> factory) {
        this.factory = factory;
        this.current = new Counted(first, factory.apply(first, List.of()));
    }

    ClientSettings settings() {
        return current.settings();
    }

    List<NodeStatus> nodes() {
        return current.client().nodes().get();
    }

    @Override
    public CompletableFuture<GetItemResponse> get(GetItemRequest request) {
        return send(client -> client.get(request));
    }

    @Override
    public CompletableFuture<PutItemResponse> put(PutItemRequest request) {
        return send(client -> client.put(request));
    }

    /** The client stays open until the request has ended. */
    private <T> CompletableFuture<T> send(Function<ItemClient, CompletableFuture<T>> request) {
        Counted client = acquire();
        return request.apply(client.client().items())
                .whenComplete((response, failure) -> client.requests().decrementAndGet());
    }

    /**
     * Replaces the client, unless it has these settings already.
     *
     * @param trial gets the new client and the nodes that the current one knows; throws if the new one does not work; then the old
     *     one is kept
     * @return whether the client was replaced
     */
    synchronized boolean switchTo(ClientSettings settings, BiConsumer<BalancedClient, List<NodeStatus>> trial) {
        Counted before = current;
        if (before.settings().equals(settings)) {
            return false;
        }
        List<NodeStatus> known = before.client().nodes().get();
        BalancedClient candidate = factory.apply(settings, known);
        try {
            trial.accept(candidate, known);
        } catch (RuntimeException e) {
            candidate.close();
            throw e;
        }
        current = new Counted(settings, candidate);
        replaced.add(before);
        return true;
    }

    /** Removes and returns a replaced client that has no requests left. The caller closes it. */
    Optional<BalancedClient> takeIdle() {
        Optional<Counted> idle =
                replaced.stream().filter(client -> client.requests().get() == 0).findFirst();
        idle.ifPresent(replaced::remove);
        return idle.map(Counted::client);
    }

    @Override
    public synchronized void close() {
        replaced.forEach(client -> client.client().close());
        replaced.clear();
        current.client().close();
    }

    private Counted acquire() {
        while (true) {
            Counted client = current;
            client.requests().incrementAndGet();
            if (client.requests() == current.requests()) {
                return client; // a replacement from now on sees the request
            }
            client.requests().decrementAndGet();
        }
    }
}
