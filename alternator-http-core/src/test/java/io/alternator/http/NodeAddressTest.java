package io.alternator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeAddressTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1, 8000, 10.0.0.1:8000",
        "10.0.0.1:9000, 10.0.0.1, 9000, 10.0.0.1:9000",
        "Node.Example:9000, node.example, 9000, node.example:9000",
        "::1, ::1, 8000, [::1]:8000",
        "[::1], ::1, 8000, [::1]:8000",
        "[FE80::1]:9000, fe80::1, 9000, [fe80::1]:9000",
        "fe80::1%eth0, fe80::1%eth0, 8000, [fe80::1%eth0]:8000",
        "::ffff:10.0.0.1, 10.0.0.1, 8000, 10.0.0.1:8000",
        "[::FFFF:0a00:0001]:9000, 10.0.0.1, 9000, 10.0.0.1:9000",
        "node-1, node-1, 8000, node-1:8000",
        "3f2a, 3f2a, 8000, 3f2a:8000",
        "node.example., node.example., 8000, node.example.:8000",
    })
    void parsesHostsWithAndWithoutPort(String text, String host, int port, String shown) {
        NodeAddress address = NodeAddress.parse(text, 8000);
        assertThat(address).isEqualTo(new NodeAddress(host, port)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:1, ::1",
        "::0001, ::1",
        "::1%lo, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:0:0:0:0, 2001:db8::",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "2001:db8::1%eth0, 2001:db8::1",
        "FE80:0::1%eth0, fe80::1%eth0",
        "::169.254.169.254, ::a9fe:a9fe",
        "64:ff9b::8.8.8.8, 64:ff9b::808:808",
    })
    void spellingsOfAnIpv6AddressAreOneNode(String spelling, String host) {
        NodeAddress address = new NodeAddress(spelling, 8000);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address).isEqualTo(new NodeAddress(host, 8000)).hasSameHashCodeAs(new NodeAddress(host, 8000));
        assertThat(NodeAddress.parse("[" + spelling + "]:8000", 1)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "host:",
                "host:0",
                "host:65536",
                "host:99999999999",
                "host:80a",
                "a/b",
                "user@host",
                ":80",
                "[10.0.0.1]",
                "[node]:80",
                "[[::1]]",
                "-a",
                "a..b"
            })
    void rejectsInvalidAddresses(String text) {
        assertThatThrownBy(() -> NodeAddress.parse(text, 8000)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my_host | host names have no '_'",
                "bücher | write it in ASCII, as in xn--bcher-kva",
                "10.0.0.300 | an IPv4 address has four numbers from 0 to 255",
                "10.0.0 | an IPv4 address has four numbers from 0 to 255",
                "10.0.0.1.2 | an IPv4 address has four numbers from 0 to 255",
                "300 | an IPv4 address has four numbers from 0 to 255",
                "zz::1 | write it without scheme, port or path, or as an IPv6 address such as 2001:db8::1",
                "1.2.3.4:8000:1 | write it without scheme, port or path, or as an IPv6 address such as 2001:db8::1",
                "a;b | write it without scheme, path or spaces",
            })
    void messageNamesTheHostAndTheRemedy(String host, String remedy) {
        assertThatThrownBy(() -> new NodeAddress(host, 8000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("host: '" + host + "' is not a host name or IP address; ")
                .hasMessageContaining(remedy);
        assertThatThrownBy(() -> NodeAddress.parse(host, 8000)).hasMessageStartingWith("host: '" + host + "'");
    }

    @Test
    void ordersByHostThenPort() {
        assertThat(new NodeAddress("a", 2))
                .isGreaterThan(new NodeAddress("a", 1))
                .isLessThan(new NodeAddress("b", 1));
    }
}
