package io.alternator.http.internal.nodelist;

import java.util.regex.Pattern;

/** Tells IP addresses from host names by their text. */
final class IpLiterals {
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-f:.]+(%[0-9a-z]+)?");

    private IpLiterals() {}

    /** True for an IPv4 address and for a text that can only be an IPv6 address. */
    static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0
                ? IPV6_CHARACTERS.matcher(host).matches()
                : IPV4.matcher(host).matches();
    }
}
