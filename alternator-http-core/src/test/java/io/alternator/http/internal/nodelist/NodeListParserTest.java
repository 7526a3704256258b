package io.alternator.http.internal.nodelist;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeListParserTest {

    private static NodeListResult parse(String body) {
        return NodeListParser.parse(body.getBytes(StandardCharsets.UTF_8), 8000);
    }

    private static List<String> hosts(NodeListResult result) {
        assertThat(result).isInstanceOf(NodeListResult.Nodes.class);
        return ((NodeListResult.Nodes) result)
                .addresses().stream().map(NodeAddress::host).toList();
    }

    @Test
    void readsAddressesAndNames_withoutDuplicates() {
        assertThat(hosts(parse("[\"10.0.0.1\", \"fe80::1\", \"node.example\", \"10.0.0.1\"]")))
                .containsExactly("10.0.0.1", "fe80::1", "node.example");
    }

    @Test
    void spellingsOfOneIpv6Address_areOneNode() {
        assertThat(hosts(parse("[\"::1\", \"0:0:0:0:0:0:0:1\", \"2001:DB8::1\", \"2001:db8:0::1%eth0\"]")))
                .containsExactly("::1", "2001:db8::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "null",
                "true",
                "{\"a\":[1,2]}",
                "[\"10.9.9.9\"]",
                "\"\"",
                "\" \"",
                "\"a b\"",
                "\"http://a\""
            })
    void invalidEntryIsSkipped_otherEntriesAreKept(String invalid) {
        NodeListResult result = parse("[\"10.0.0.1\"," + invalid + ",\"10.0.0.2\"]");
        assertThat(hosts(result)).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(((NodeListResult.Nodes) result).ignoredEntries()).startsWith("1 invalid: ");
        assertThat(parse("[" + invalid + "]")).isInstanceOf(NodeListResult.Malformed.class);
    }

    @Test
    void emptyListIsEmpty() {
        assertThat(parse("[]")).isEqualTo(new NodeListResult.Empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "healthy", "{}", "\"10.0.0.1\"", "[\"10.0.0.1\"", "[\"10.0.0.1\",", "<html>"})
    void bodyThatIsNotAList_isMalformed(String body) {
        assertThat(parse(body)).isInstanceOf(NodeListResult.Malformed.class);
    }

    @Test
    void textOfAnEntry_isEscapedAndTruncatedForTheLog() {
        NodeListResult result =
                parse("[\"10.0.0.1\",\"x\\n2026 ERROR forged \u2028\",\"" + "y ".repeat(500_000) + "\"]");
        String ignored = ((NodeListResult.Nodes) result).ignoredEntries();
        assertThat(ignored).contains("x?2026 ERROR forged ?").hasSizeLessThan(300);
        assertThat(ignored.lines()).hasSize(1);
    }

    @Test
    void bodyThatIsHugeText_isMalformed_withAShortReason() {
        NodeListResult result = parse("x".repeat(500_000));
        assertThat(((NodeListResult.Malformed) result).reason()).hasSizeLessThan(200);
    }

    @Test
    void listIsCutAfter4096Nodes() {
        String body = IntStream.range(0, 10_000)
                .mapToObj(i -> "\"node-" + i + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(hosts(parse(body))).hasSize(4096);
        assertThat(((NodeListResult.Nodes) parse(body)).ignoredEntries()).isEqualTo("5904 beyond the first 4096");
    }
}
