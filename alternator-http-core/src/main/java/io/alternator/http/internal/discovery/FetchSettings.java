package io.alternator.http.internal.discovery;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.RoutingScope;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.node.AddressTranslation;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.ListedAddressFilter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to ask the cluster for, and where to start.
 *
 * @param timeout for one request, and for one look-up of a seed's name
 * @param addressFilter which addresses a list may contain
 * @param translation where nodes are reached
 */
public record FetchSettings(
        String scheme,
        List<NodeAddress> seeds,
        RoutingScope scope,
        Duration timeout,
        ListedAddressFilter addressFilter,
        AddressTranslation translation) {

    /** As configured. */
    public static FetchSettings of(AlternatorConfig config, ClientIdentity client) {
        return new FetchSettings(
                config.scheme(),
                config.seeds(),
                config.scope(),
                config.discovery().timeout(),
                new ListedAddressFilter(config.nodeFilter()),
                new AddressTranslation(config, client));
    }

    /** The same for one scope of the chain, and to be learned from these seeds. */
    FetchSettings of(RoutingScope part, List<NodeAddress> partSeeds) {
        return new FetchSettings(scheme, partSeeds, part, timeout, addressFilter, translation);
    }

    /** The options of {@code /localnodes} for the scope, not encoded. */
    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        scope.datacenter().ifPresent(datacenter -> query.put("dc", datacenter));
        scope.rack().ifPresent(rack -> query.put("rack", rack));
        return query;
    }

    List<Node> seedNodes() {
        return seeds.stream().map(translation::untranslated).toList();
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
