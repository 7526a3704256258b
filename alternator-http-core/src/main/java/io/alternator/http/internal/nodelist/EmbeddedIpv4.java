package io.alternator.http.internal.nodelist;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The IPv4 address that an IPv6 address leads to: translators and tunnels find it after a well-known prefix. */
final class EmbeddedIpv4 {
    private static final int IPV4_BYTES = 4;

    /** Compatible (::/96), mapped and translated (::ffff:0:0/96, ::ffff:0:0:0/96), NAT64 (64:ff9b::/96, 64:ff9b:1::/96), 6to4. */
    private static final List<byte[]> PREFIXES = List.of(
            prefix("000000000000000000000000"),
            prefix("00000000000000000000ffff"),
            prefix("0000000000000000ffff0000"),
            prefix("0064ff9b0000000000000000"),
            prefix("0064ff9b0001000000000000"),
            prefix("2002"));

    private EmbeddedIpv4() {}

    /** Empty for {@code ::} and {@code ::1}, which are addresses of their own, and for an address without another inside. */
    static Optional<InetAddress> in(InetAddress address) {
        if (!(address instanceof Inet6Address) || address.isAnyLocalAddress() || address.isLoopbackAddress()) {
            return Optional.empty();
        }
        byte[] bytes = address.getAddress();
        return PREFIXES.stream()
                .filter(prefix -> Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length))
                .findFirst()
                .map(prefix -> ipv4(Arrays.copyOfRange(bytes, prefix.length, prefix.length + IPV4_BYTES)));
    }

    private static InetAddress ipv4(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) { // only for another length
            throw new IllegalArgumentException(impossible);
        }
    }

    private static byte[] prefix(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
