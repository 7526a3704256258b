package io.alternator.http.internal.discovery;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the nodes behind a seed's DNS name: it may have several addresses, of which an HTTP client tries only one. */
final class SeedResolver {
    private final FetchSettings settings;
    private final Resolver resolver;
    private volatile @Nullable CompletableFuture<List<String>> lookUp;

    SeedResolver(FetchSettings settings, Resolver resolver) {
        this.settings = settings;
        this.resolver = resolver;
    }

    boolean isSeedName(Node node) {
        return settings.isSeed(node) && resolver.isName(node.target().host());
    }

    /** Looks the seed's name up and passes its nodes on; none if that fails, or if the name has one address, which was tried. */
    void resolve(Node seed, Consumer<List<Node>> onEnd) {
        CompletableFuture<List<String>> started = resolver.resolve(seed.target().host(), settings.timeout());
        lookUp = started;
        started.thenApply(addresses -> addresses.size() <= 1
                        ? List.<Node>of()
                        : nodesAt(addresses, seed.target().port()))
                .whenComplete((nodes, failure) -> onEnd.accept(nodes == null ? List.of() : nodes));
    }

    /** Ends the look-up. May be called on any thread. */
    void cancel() {
        CompletableFuture<List<String>> current = lookUp;
        if (current != null) {
            current.cancel(true);
        }
    }

    private List<Node> nodesAt(List<String> addresses, int port) {
        return addresses.stream()
                .map(address -> settings.translation().untranslated(new NodeAddress(address, port)))
                .toList();
    }
}
