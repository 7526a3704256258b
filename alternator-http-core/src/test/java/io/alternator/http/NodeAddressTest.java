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
    })
    void parsesHostsWithAndWithoutPort(String text, String host, int port, String shown) {
        NodeAddress address = NodeAddress.parse(text, 8000);
        assertThat(address).isEqualTo(new NodeAddress(host, port)).hasToString(shown);
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
                ":80"
            })
    void rejectsInvalidAddresses(String text) {
        assertThatThrownBy(() -> NodeAddress.parse(text, 8000)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ordersByHostThenPort() {
        assertThat(new NodeAddress("a", 2))
                .isGreaterThan(new NodeAddress("a", 1))
                .isLessThan(new NodeAddress("b", 1));
    }
}
