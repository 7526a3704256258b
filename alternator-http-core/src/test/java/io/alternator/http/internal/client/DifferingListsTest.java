package io.alternator.http.internal.client;

import static io.alternator.http.internal.testing.ClusterFixture.hosts;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeStatus;
import io.alternator.http.internal.testing.ClusterFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The nodes' lists differ about the last one, for good or for the time that one lags behind. */
final class DifferingListsTest {
    private final ClusterFixture fixture = new ClusterFixture();

    /** The nodes {@code n1} to {@code n<count>} are there; those before the last list it if they are in {@code listing}. */
    private void lists(int count, Set<Integer> listing) {
        String[] all = hosts(count);
        for (int node = 1; node < count; node++) {
            fixture.control.nodes("n" + node, listing.contains(node) ? all : hosts(count - 1));
        }
        fixture.control.nodes("n" + count, all);
    }

    private static Set<Integer> nodes(String numbers) {
        return Set.of(numbers.split(" ")).stream().map(Integer::valueOf).collect(Collectors.toSet());
    }

    private static boolean has(Cluster cluster, int node) {
        return cluster.nodes().stream()
                .map(NodeStatus::address)
                .anyMatch(address -> address.host().equals("n" + node));
    }

    /** How often the node joined or left, under load. */
    private int changes(Cluster cluster, int node, Duration time) {
        int changes = 0;
        boolean was = has(cluster, node);
        for (int second = 0; second < time.toSeconds(); second++) {
            fixture.run(cluster, Duration.ofSeconds(1));
            boolean is = has(cluster, node);
            changes += is == was ? 0 : 1;
            was = is;
        }
        return changes;
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1, false",
        "4, 1 2, true",
        "5, 1 2, true",
        "5, 1, false",
        "6, 1 4 5, true",
        "6, 3, false",
        "10, 2 7, false",
        "10, 1 3 4 5 8, true"
    })
    void listsThatDifferForGood_changeNothingAfterTheFirstRounds(int count, String listing, boolean isUsed) {
        for (boolean down : new boolean[] {false, true}) {
            for (int seed = 0; seed < 2; seed++) {
                fixture.randomSeed = seed;
                lists(count, nodes(listing));
                if (down) {
                    fixture.control.refuse("n" + count);
                }
                Cluster cluster = fixture.open(UnaryOperator.identity());
                fixture.run(cluster, Duration.ofSeconds(8L * count));
                assertThat(changes(cluster, count, Duration.ofMinutes(2))).isZero();
                assertThat(has(cluster, count)).isEqualTo(isUsed);
                cluster.close();
            }
        }
    }

    @Test
    void seedThatOnlyItselfLists_isNotUsed() {
        lists(4, Set.of());
        Cluster cluster = fixture.open(config -> config.seeds("n4", "n1"));
        fixture.run(cluster, Duration.ofSeconds(30));
        assertThat(changes(cluster, 4, Duration.ofMinutes(2))).isZero();
        assertThat(has(cluster, 4)).isFalse();
    }

    @Test
    void nodeThatLeaves_isGoneAsSoonAsTwoOmitIt_andReturnsAsSoonAsOneOfThemListsIt() {
        fixture.nodes(6);
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.run(cluster, Duration.ofSeconds(10));
        for (int time = 0; time < 10; time++) {
            lists(6, Set.of());
            fixture.control.refuse("n6");
            fixture.run(cluster, Duration.ofSeconds(7));
            assertThat(has(cluster, 6)).isFalse();
            fixture.run(cluster, Duration.ofSeconds(7L * time));
            fixture.nodes(6);
            fixture.run(cluster, Duration.ofSeconds(7));
            assertThat(has(cluster, 6)).isTrue();
            fixture.run(cluster, Duration.ofSeconds(7L * time));
        }
    }

    @Test
    void nodeThatJoins_isUsedAtOnce_thoughTheOthersListItLater() {
        fixture.nodes(5);
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.run(cluster, Duration.ofSeconds(10));
        List<Integer> listing = new ArrayList<>();
        for (int node : IntStream.rangeClosed(1, 5).toArray()) {
            listing.add(node);
            lists(6, Set.copyOf(listing));
            fixture.run(cluster, Duration.ofSeconds(2));
        }
        fixture.run(cluster, Duration.ofSeconds(6));
        assertThat(has(cluster, 6)).isTrue();
        assertThat(changes(cluster, 6, Duration.ofMinutes(2))).isZero();
    }
}
