package io.alternator.http.internal.node;

import io.alternator.http.NodeAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns listed addresses into nodes, by the user's {@code addressTranslator}. */
public final class AddressTranslation {
    private static final Logger log = LoggerFactory.getLogger(AddressTranslation.class);

    private final String scheme;
    private final UnaryOperator<NodeAddress> translator;

    /** A translation to nodes of one scheme. */
    public AddressTranslation(String scheme, UnaryOperator<NodeAddress> translator) {
        this.scheme = scheme;
        this.translator = translator;
    }

    /** The nodes in the order of their listed addresses, without those for which the translator fails. */
    public List<Node> nodes(List<NodeAddress> listed) {
        return listed.stream()
                .sorted()
                .flatMap(address -> translate(address).stream())
                .toList();
    }

    private Optional<Node> translate(NodeAddress address) {
        try {
            NodeAddress target = Objects.requireNonNull(translator.apply(address), "it returned null");
            return Optional.of(new Node(scheme, address, target));
        } catch (RuntimeException e) {
            log.warn("addressTranslator failed for {}; the node is not used until a translation succeeds", address, e);
            return Optional.empty();
        }
    }
}
