package io.alternator.http.internal.nodelist;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which addresses a list may contain. A list must not lead requests to places that no node has: by default only IP literals are
 * used, and of these no wildcard, reserved (0.0.0.0/8, 240.0.0.0/4), multicast and link-local addresses, nor a loopback address unless
 * the node that was asked has one. An IPv4 address inside of an IPv6 address is judged as that IPv4 address. The user's {@code
 * nodeFilter} replaces this rule.
 */
public final class ListedAddressFilter {
    private static final int FIRST_RESERVED = 240;

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
                        .filter(address -> isNodeAddress(address, asked))
                        .isPresent());
    }

    private static boolean isNodeAddress(InetAddress address, Node asked) {
        InetAddress judged = EmbeddedIpv4.in(address).orElse(address);
        return !judged.isAnyLocalAddress()
                && !judged.isMulticastAddress()
                && !judged.isLinkLocalAddress()
                && !isReservedIpv4(judged)
                && (!judged.isLoopbackAddress() || isLoopback(asked.target().host()));
    }

    /** 0.0.0.0/8 and 240.0.0.0/4, which includes the broadcast address. */
    private static boolean isReservedIpv4(InetAddress address) {
        int first = Byte.toUnsignedInt(address.getAddress()[0]);
        return address instanceof Inet4Address && (first == 0 || first >= FIRST_RESERVED);
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
