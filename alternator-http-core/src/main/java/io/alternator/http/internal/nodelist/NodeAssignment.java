package io.alternator.http.internal.nodelist;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.RoutingScope;
import io.alternator.http.internal.balancing.Rendezvous;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.node.AddressTranslation;
import io.alternator.http.internal.node.Node;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Which nodes of a list this client uses, and where they are reached: the seeds, the address translation, the subset. */
public final class NodeAssignment {
    private final List<NodeAddress> seeds;
    private final List<RoutingScope> scopes;
    private final AddressTranslation translation;
    private final OptionalInt subsetSize;
    private final Rendezvous rendezvous;

    /**
     * By the configuration.
     *
     * @param random a random number, which gives this client its own subset of the nodes
     */
    public NodeAssignment(AlternatorConfig config, long random, ClientIdentity client) {
        this.seeds = config.seeds();
        this.scopes = config.scope().levels();
        this.translation = new AddressTranslation(config, client);
        this.subsetSize = config.subsetSize();
        this.rendezvous = new Rendezvous(random);
    }

    /** The scopes in the order of preference. */
    public List<RoutingScope> scopes() {
        return scopes;
    }

    /** The seeds, which are not translated. */
    public List<Node> seeds() {
        return seeds.stream().map(translation::untranslated).toList();
    }

    /** True if the node is reached where a seed is. */
    public boolean isSeed(Node node) {
        return seeds.contains(node.target());
    }

    /** True if one of these nodes, which have just answered, is on the list: then the list's addresses can be reached. */
    public boolean containsAny(List<NodeAddress> listed, Collection<Node> answered) {
        return translation.nodes(listed).stream()
                .anyMatch(node ->
                        answered.stream().anyMatch(known -> known.target().equals(node.target())));
    }

    /** The listed nodes that this client uses, ordered by address. */
    public List<Node> nodes(List<NodeAddress> listed, Predicate<Node> isDown) {
        List<Node> nodes = translation.nodes(listed);
        return subsetSize.isPresent() ? rendezvous.subset(nodes, subsetSize.getAsInt(), isDown.negate()) : nodes;
    }
}
