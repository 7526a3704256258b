package io.alternator.http.internal.discovery;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.AddressTranslation;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.node.Scope;
import io.alternator.http.internal.nodelist.ListedAddressFilter;
import java.time.Duration;
import java.util.List;

/**
 * What to ask the cluster for, and where to start.
 *
 * @param timeout for one request, and for one look-up of a seed's name
 * @param addressFilter which addresses a list may contain
 * @param translation where listed nodes are reached
 */
public record FetchSettings(
        String scheme,
        List<NodeAddress> seeds,
        Scope scope,
        Duration timeout,
        ListedAddressFilter addressFilter,
        AddressTranslation translation) {

    List<Node> seedNodes() {
        return seeds.stream().map(seed -> Node.at(scheme, seed)).toList();
    }

    boolean isSeed(Node node) {
        return seeds.contains(node.target());
    }

    /** For log lines. */
    @Override
    public String toString() {
        return scheme + "://" + seeds;
    }
}
