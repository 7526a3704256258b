package io.alternator.http.internal.nodelist;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which addresses a list may contain. A list must not lead requests to places that no node has: by default only IP literals are
 * used, and of these no wildcard, broadcast, multicast and link-local addresses, nor a loopback address unless the node that was
 * asked has one. The user's {@code nodeFilter} replaces this rule.
 */
public final class ListedAddressFilter {
    private static final String BROADCAST = "255.255.255.255";

    private final Optional<Predicate<NodeAddress>> nodeFilter;

    /**
     * The rule of one client.
     *
     * @param nodeFilter the user's; empty for the default rule
     */
    public ListedAddressFilter(Optional<Predicate<NodeAddress>> nodeFilter) {
        this.nodeFilter = nodeFilter;
    }

    /** True if {@code asked} may list the address. */
    public boolean accepts(NodeAddress listed, Node asked) {
        return nodeFilter
                .map(filter -> filter.test(listed))
                .orElseGet(() -> literal(listed.host())
                        .filter(address -> isNodeAddress(address, listed.host(), asked))
                        .isPresent());
    }

    private static boolean isNodeAddress(InetAddress address, String host, Node asked) {
        return !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && !address.isLinkLocalAddress()
                && !host.equals(BROADCAST)
                && (!address.isLoopbackAddress() || isLoopback(asked.target().host()));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** The address that the text is, without a DNS look-up; empty for a host name. */
    private static Optional<InetAddress> literal(String host) {
        if (!IpLiterals.isLiteral(host)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException invalid) {
            return Optional.empty();
        }
    }
}
