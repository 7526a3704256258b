package io.alternator.http.internal.nodelist;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListedAddressFilterTest {
    private static final Node REMOTE = Node.at("http", new NodeAddress("10.0.0.1", 8000));
    private static final Node LOCAL = Node.at("http", new NodeAddress("localhost", 8000));

    private final ListedAddressFilter filter = new ListedAddressFilter(Optional.empty());

    private boolean accepts(String host, Node asked) {
        return filter.accepts(new NodeAddress(host, 8000), asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.2",
                "192.168.1.1",
                "8.8.8.8",
                "2001:db8::1",
                "fd00::1",
                "::ffff:10.0.0.2",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1"
            })
    void ipAddressIsUsed(String host) {
        assertThat(accepts(host, REMOTE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node.example",
                "localhost",
                "0.0.0.0",
                "0.1.2.3",
                "240.0.0.1",
                "10.0.0.02",
                "::169.254.169.254",
                "::ffff:169.254.169.254",
                "::ffff:0:169.254.169.254",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::169.254.169.254",
                "2002:a9fe:a9fe::1",
                "::0.1.2.3",
                "::ffff:0.1.2.3",
                "64:ff9b::240.0.0.1",
                "::ffff:127.0.0.1",
                "64:ff9b::127.0.0.1",
                "::ffff:224.0.0.1",
                "::",
                "224.0.0.1",
                "ff02::1",
                "255.255.255.255",
                "169.254.169.254",
                "fe80::1",
                "127.0.0.1",
                "::1"
            })
    void addressThatNoNodeHas_isNotUsed(String host) {
        assertThat(accepts(host, REMOTE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.2, true", "::1, true", "10.0.0.2, true", "localhost, false"})
    void loopbackNodeMayListLoopbackAddresses(String host, boolean used) {
        assertThat(accepts(host, LOCAL)).isEqualTo(used);
        assertThat(accepts(host, Node.at("http", new NodeAddress("127.0.0.1", 8000))))
                .isEqualTo(used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "::ffff:127.0.0.2", "64:ff9b::127.0.0.2"})
    void loopbackAddressInsideOfAnIpv6Address_isOne(String host) {
        assertThat(accepts(host, LOCAL)).isTrue();
    }

    @Test
    void nodeFilterReplacesTheRule() {
        ListedAddressFilter own =
                new ListedAddressFilter(Optional.of(address -> address.host().endsWith(".example")));
        assertThat(own.accepts(new NodeAddress("a.example", 8000), REMOTE)).isTrue();
        assertThat(own.accepts(new NodeAddress("10.0.0.2", 8000), REMOTE)).isFalse();
    }

    @Test
    void refusedEntries_areNamedWithTheRemedy() {
        NodeListResult.Nodes list = new NodeListResult.Nodes(
                List.of(new NodeAddress("10.0.0.2", 8000), new NodeAddress("s3.example", 8000)), "");
        NodeListResult.Nodes usable = (NodeListResult.Nodes) list.filtered(filter, REMOTE);
        assertThat(usable.addresses()).containsExactly(new NodeAddress("10.0.0.2", 8000));
        assertThat(usable.ignoredEntries()).contains("s3.example");
        NodeListResult none =
                new NodeListResult.Nodes(List.of(new NodeAddress("s3.example", 8000)), "").filtered(filter, REMOTE);
        assertThat(none).isInstanceOf(NodeListResult.Malformed.class);
    }
}
