package io.alternator.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The one spelling of an IPv6 address (RFC 5952): {@code 2001:DB8:0:0::1} is {@code 2001:db8::1}. An IPv4 address in IPv6 form ({@code
 * ::ffff:10.0.0.1}) is the IPv4 address, to which the JDK connects for it.
 */
final class Ipv6Text {
    private static final int GROUPS = 8;

    private Ipv6Text() {}

    /** The address in its one spelling; the text itself if it is not an IPv6 address. */
    static String normalize(String host) {
        int zone = host.indexOf('%');
        String address = zone < 0 ? host : host.substring(0, zone);
        try {
            InetAddress parsed = InetAddress.getByName("[" + address + "]"); // in brackets, it is never looked up
            if (parsed instanceof Inet4Address) {
                return parsed.getHostAddress();
            }
            boolean needsZone = zone >= 0 && parsed.isLinkLocalAddress(); // any other address is the same in all zones
            return format(parsed.getAddress()) + (needsZone ? host.substring(zone) : "");
        } catch (UnknownHostException invalid) {
            return host;
        }
    }

    private static String format(byte[] address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = Byte.toUnsignedInt(address[2 * i]) << 8 | Byte.toUnsignedInt(address[2 * i + 1]);
        }
        int start = longestZeros(groups);
        int end = start + zerosFrom(groups, start);
        return end - start < 2 ? join(groups, 0, GROUPS) : join(groups, 0, start) + "::" + join(groups, end, GROUPS);
    }

    private static String join(int[] groups, int start, int end) {
        return Arrays.stream(groups, start, end).mapToObj(Integer::toHexString).collect(Collectors.joining(":"));
    }

    /** Where the first of the longest runs of zeros begins. */
    private static int longestZeros(int[] groups) {
        int longest = 0;
        for (int i = 1; i < GROUPS; i++) {
            if (zerosFrom(groups, i) > zerosFrom(groups, longest)) {
                longest = i;
            }
        }
        return longest;
    }

    private static int zerosFrom(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }
}
