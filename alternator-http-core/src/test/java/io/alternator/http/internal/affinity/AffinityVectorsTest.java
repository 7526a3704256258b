package io.alternator.http.internal.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The order must be that of all other clients, to the bit: each published vector, and what they leave out. */
final class AffinityVectorsTest {

    static Stream<List<String>> hashes() {
        return VectorFile.rows("affinity-hash.tsv").stream();
    }

    static Stream<List<String>> endpoints() {
        return VectorFile.rows("endpoint-order.tsv").stream();
    }

    static Stream<List<String>> plans() {
        return VectorFile.rows("query-plan.tsv").stream();
    }

    @Test
    void vectorsAreAllThere() {
        assertThat(hashes()).hasSize(11);
        assertThat(endpoints()).hasSize(7);
        assertThat(plans()).hasSize(7);
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void hash(List<String> row) {
        String payload = row.get(2);
        long hash = switch (row.get(0)) {
            case "S" -> KeyHash.ofString(payload);
            case "N" -> KeyHash.ofNumber(payload);
            default -> KeyHash.ofBinary(HexFormat.of().parseHex(payload));
        };
        assertThat(hash).isEqualTo(Long.parseLong(row.get(3)));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void canonicalOrder(List<String> row) {
        Ring<String> ring = Ring.of(list(row.get(1)), URI::create);
        assertThat(ring.nodes().stream().map(URI::create).map(Ring::canonical))
                .containsExactlyElementsOf(list(row.get(2)));
        assertThat(ring.nodes()).containsExactlyElementsOf(list(row.get(3)));
    }

    private static List<String> list(String text) {
        return Arrays.asList(text.split(","));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void orderOfSeed(List<String> row) {
        Ring<Integer> ring = ring(Integer.parseInt(row.get(1)));
        assertThat(inOrder(ring.orderOf(Long.parseLong(row.get(0))))).isEqualTo(labels(row.get(2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "S; hello; 8,7,4,2,6,1,3,5,10,9",
                "S; user_123; 2,3,10,8,1,9,6,7,4,5",
                "N; 42; 2,6,1,9,10,4,5,3,7,8"
            })
    void orderOfKey(String type, String value, String expected) {
        long hash = type.equals("S") ? KeyHash.ofString(value) : KeyHash.ofNumber(value);
        assertThat(inOrder(ring(10).orderOf(hash))).isEqualTo(labels(expected));
    }

    @Test
    void batch_goesByVotes_thenByEndpoint() {
        Ring<Integer> ring = ring(10); // in the canonical order: 1, 10, 2, 3, …
        long forEight = KeyHash.ofString("hello");
        long forTwo = KeyHash.ofString("user_123");
        long alsoForTwo = KeyHash.ofNumber("42");
        assertThat(inOrder(ring.orderOfBatch(new long[] {forEight, forTwo, alsoForTwo})))
                .containsExactly(2, 8, 1, 10, 3, 4, 5, 6, 7, 9);
        assertThat(inOrder(ring.orderOfBatch(new long[] {forEight, forTwo}))).startsWith(2, 8, 1, 10);
        assertThat(inOrder(ring.orderOfBatch(new long[] {forEight}))).containsExactly(8, 1, 10, 2, 3, 4, 5, 6, 7, 9);
    }

    @Test
    void orderHasEachNodeOnce_inRingsOfAnySize() {
        for (int size = 1; size <= 700; size += size < 20 ? 1 : 97) {
            Ring<Integer> ring = ring(size);
            assertThat(inOrder(ring.orderOf(size)))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, size).boxed().toList());
        }
    }

    @Test
    void onlyTheKeysOfALostNodeMove() {
        Ring<Integer> ring = ring(10);
        for (long hash = 0; hash < 1000; hash++) {
            NodeOrder<Integer> order = ring.orderOf(hash);
            Integer first = order.first(node -> true);
            Integer without3 = order.first(node -> node != 3);
            assertThat(without3)
                    .isEqualTo(Integer.valueOf(3).equals(first) ? inOrder(order).get(1) : first);
        }
    }

    private static Ring<Integer> ring(int size) {
        return Ring.of(
                IntStream.rangeClosed(1, size).boxed().toList(),
                node -> URI.create("http://node" + node + ".example.com:8043"));
    }

    private static List<Integer> labels(String text) {
        return list(text).stream().map(String::strip).map(Integer::valueOf).toList();
    }

    private static <T> List<T> inOrder(NodeOrder<T> order) {
        List<T> nodes = new ArrayList<>();
        order.first(node -> !nodes.add(node));
        return nodes;
    }
}
