package io.alternator.http.internal.node;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns addresses into nodes: listed ones by the user's {@code addressTranslator}, seeds as they are. */
public final class AddressTranslation {
    private final ClientLog log;
    private final String scheme;
    private final UnaryOperator<NodeAddress> translator;
    private final @Nullable String name;

    /** The translation of one cluster, whose seeds are known. */
    public AddressTranslation(AlternatorConfig config, ClientIdentity client) {
        this.log = client.log(AddressTranslation.class);
        this.scheme = config.scheme();
        this.translator = config.addressTranslator();
        this.name = config.keepEndpointName() ? config.logicalAddress().host() : null;
    }

    /** A node that is not listed, such as a seed. It is not translated. */
    public Node untranslated(NodeAddress address) {
        return new Node(scheme, address, address, name);
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
            return Optional.of(new Node(scheme, address, target, name));
        } catch (RuntimeException e) {
            log.warn(
                    "addressTranslator failed for {}; the node is not used until a translation succeeds"
                            + "; see troubleshooting.md#translator-failed",
                    address,
                    e);
            return Optional.empty();
        }
    }
}
