package io.alternator.http.internal.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RendezvousTest {
    private static final int CLIENTS = 1000;
    private static final int SUBSET = 20;
    private static final List<String> NODES = IntStream.range(0, 300)
            .mapToObj(i -> "10.0." + i / 250 + "." + i % 250 + ":8000")
            .toList();

    private static Set<String> subset(long client, List<String> nodes) {
        return new HashSet<>(new Rendezvous(client).ranked(nodes).subList(0, SUBSET));
    }

    @Test
    void eachNodeGetsAboutTheSameNumberOfClients() {
        Random random = new Random(1);
        Map<String, Integer> clients = new HashMap<>();
        for (int i = 0; i < CLIENTS; i++) {
            subset(random.nextLong(), NODES).forEach(node -> clients.merge(node, 1, Integer::sum));
        }
        double fair = (double) CLIENTS * SUBSET / NODES.size();
        assertThat(clients).hasSize(NODES.size());
        assertThat(clients.values()).allMatch(count -> count > 0.6 * fair && count < 1.5 * fair);
    }

    @Test
    void clientsWithSuccessiveNumbersHaveDifferentSubsets() {
        Set<String> common = subset(1, NODES);
        common.retainAll(subset(2, NODES));
        assertThat(common).hasSizeLessThan(8);
    }

    @Test
    void removedNodeIsReplaced_andNothingElseChanges() {
        List<String> fewer = new ArrayList<>(NODES);
        String removed = fewer.remove(77);
        for (long client = 0; client < 100; client++) {
            Set<String> before = subset(client, NODES);
            Set<String> after = subset(client, fewer);
            Set<String> kept = new HashSet<>(before);
            kept.retainAll(after);
            assertThat(kept).hasSize(before.contains(removed) ? SUBSET - 1 : SUBSET);
        }
    }
}
