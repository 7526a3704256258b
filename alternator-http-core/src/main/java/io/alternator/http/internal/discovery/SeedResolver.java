package io.alternator.http.internal.discovery;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds the nodes behind a seed's DNS name: it may have several addresses, of which an HTTP client tries only one. */
record SeedResolver(FetchSettings settings, Resolver resolver) {

    boolean isSeedName(Node node) {
        return settings.isSeed(node) && resolver.isName(node.target().host());
    }

    /** Looks the seed's name up. Cancelling the result ends the look-up. */
    CompletableFuture<List<String>> lookUp(Node seed) {
        return resolver.resolve(seed.target().host(), settings.timeout());
    }

    /** One node per address; none if there is only one address, which the HTTP client tried already. */
    List<Node> nodesAt(List<String> addresses, Node seed) {
        if (addresses.size() <= 1) {
            return List.of();
        }
        int port = seed.target().port();
        return addresses.stream()
                .map(address -> Node.at(settings.scheme(), new NodeAddress(address, port)))
                .toList();
    }
}
