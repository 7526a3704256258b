package io.alternator.http.internal.nodelist;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.ListConsensus.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ListConsensusTest {
    private final Set<String> down = new HashSet<>();
    private final ListConsensus consensus = new ListConsensus(addresses("a"), addresses("a"), States::new);
    private long now;

    /** All nodes are UP but those in {@link #down}. */
    private final class States implements NodeStates {
        @Override
        public List<Node> nodesToAsk() {
            return List.of();
        }

        @Override
        public Optional<Node> find(NodeAddress address) {
            return Optional.empty();
        }

        @Override
        public boolean isUp(NodeAddress address) {
            return !isDown(address);
        }

        @Override
        public boolean isDown(NodeAddress address) {
            return down.contains(address.host());
        }
    }

    private static List<NodeAddress> addresses(String... hosts) {
        return Arrays.stream(hosts).map(host -> new NodeAddress(host, 8000)).toList();
    }

    private Verdict answer(String asked, String... listed) {
        return consensus.add(Node.at("http", new NodeAddress(asked, 8000)), addresses(listed), now);
    }

    private List<String> adopted() {
        return consensus.adopted().stream().map(NodeAddress::host).sorted().toList();
    }

    @BeforeEach
    void fiveNodes() {
        consensus.begin();
        assertThat(answer("a", "a", "b", "c", "d", "e")).isEqualTo(Verdict.ADOPTED);
        consensus.begin();
    }

    @Test
    void addressInAClusterOfTwo_thatAnotherClusterTakes_doesNotBringItsNodes() {
        ListConsensus two = new ListConsensus(addresses("a"), addresses("a"), States::new);
        Node a = Node.at("http", new NodeAddress("a", 8000));
        Node b = Node.at("http", new NodeAddress("b", 8000));
        two.begin();
        assertThat(two.add(a, addresses("a", "b"), now)).isEqualTo(Verdict.ADOPTED);
        two.begin();
        assertThat(two.add(b, addresses("b", "x", "y"), now)).isEqualTo(Verdict.ASK_ANOTHER);
        two.add(a, addresses("a", "b"), now);
        assertThat(two.conclude(now)).isEqualTo(Verdict.KEPT);
        assertThat(two.adopted()).containsExactlyElementsOf(addresses("a", "b"));
        down.add("b");
        two.begin();
        assertThat(two.add(a, addresses("a", "c"), now)).isEqualTo(Verdict.ADOPTED);
        assertThat(two.adopted()).containsExactlyElementsOf(addresses("a", "c"));
    }

    @Test
    void newNode_isAdoptedFromOneAnswer() {
        assertThat(answer("b", "a", "b", "c", "d", "e", "f")).isEqualTo(Verdict.ADOPTED);
        assertThat(adopted()).containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void node_isRemovedWhenTwoNodesOmitIt() {
        assertThat(answer("b", "a", "b", "c", "d")).isEqualTo(Verdict.ASK_ANOTHER);
        assertThat(adopted()).contains("e");
        assertThat(answer("c", "a", "b", "c", "d")).isEqualTo(Verdict.ADOPTED);
        assertThat(adopted()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void node_staysIfTheSecondNodeListsIt() {
        assertThat(answer("b", "a", "b", "c", "d")).isEqualTo(Verdict.ASK_ANOTHER);
        assertThat(answer("c", "a", "b", "c", "d", "e")).isEqualTo(Verdict.ADOPTED);
        assertThat(adopted()).contains("e");
    }

    @Test
    void node_isRemovedByTwoAnswersInDifferentFetches() {
        answer("b", "a", "b", "c", "d");
        assertThat(consensus.conclude(now)).isEqualTo(Verdict.ADOPTED);
        assertThat(adopted()).contains("e");
        consensus.begin();
        assertThat(answer("c", "a", "b", "c", "d")).isEqualTo(Verdict.ADOPTED);
        assertThat(adopted()).doesNotContain("e");
    }

    @Test
    void node_isNotRemovedByTwoAnswersOfOneNode() {
        answer("b", "a", "b", "c", "d");
        consensus.conclude(now);
        consensus.begin();
        answer("b", "a", "b", "c", "d");
        consensus.conclude(now);
        assertThat(adopted()).contains("e");
    }

    @Test
    void downNode_isRemovedByOneAnswer() {
        down.add("e");
        assertThat(answer("b", "a", "b", "c", "d")).isEqualTo(Verdict.ADOPTED);
        assertThat(adopted()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void isolatedNode_isOutvoted_andRemovedByTheOthers() {
        assertThat(answer("e", "e")).isEqualTo(Verdict.ASK_ANOTHER);
        assertThat(answer("a", "a", "b", "c", "d")).isEqualTo(Verdict.ASK_ANOTHER);
        assertThat(answer("b", "a", "b", "c", "d")).isEqualTo(Verdict.ASK_ANOTHER);
        assertThat(answer("c", "a", "b", "c", "d")).isEqualTo(Verdict.ADOPTED);
        assertThat(adopted()).containsExactly("a", "b", "c", "d");
        assertThat(consensus.isConflicting(now)).isTrue();
        assertThat(consensus.replaced()).isEmpty();
    }

    @Test
    void removalOfMoreThanHalf_needsAMajority() {
        assertThat(answer("a", "a", "b")).isEqualTo(Verdict.ASK_ANOTHER);
        assertThat(answer("b", "a", "b")).isEqualTo(Verdict.ASK_ANOTHER);
        assertThat(answer("c", "a", "b")).isEqualTo(Verdict.ADOPTED);
        assertThat(adopted()).containsExactly("a", "b");
    }

    @Test
    void withoutAMajority_nothingChanges() {
        answer("a", "a", "b");
        assertThat(answer("c", "c", "d", "e")).isEqualTo(Verdict.ASK_ANOTHER);
        assertThat(consensus.conclude(now)).isEqualTo(Verdict.KEPT);
        assertThat(adopted()).containsExactly("a", "b", "c", "d", "e");
        assertThat(consensus.isConflicting(now)).isTrue();
    }

    @Test
    void foreignList_ofOneSeed_isOutvoted() {
        assertThat(answer("seed", "x", "y")).isEqualTo(Verdict.ASK_ANOTHER);
        answer("a", "a", "b", "c", "d", "e");
        answer("b", "a", "b", "c", "d", "e");
        assertThat(answer("c", "a", "b", "c", "d", "e")).isEqualTo(Verdict.ADOPTED);
        assertThat(adopted()).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void foreignList_ofTheOnlyNodeThatAnswers_isAdoptedAfterTenSeconds() {
        assertThat(answer("seed", "x", "y")).isEqualTo(Verdict.ASK_ANOTHER);
        assertThat(consensus.conclude(now)).isEqualTo(Verdict.KEPT);
        now += Duration.ofSeconds(9).toNanos();
        consensus.begin();
        answer("seed", "x", "y");
        assertThat(consensus.conclude(now)).isEqualTo(Verdict.KEPT);
        now += Duration.ofSeconds(1).toNanos();
        consensus.begin();
        answer("seed", "x", "y");
        assertThat(consensus.conclude(now)).isEqualTo(Verdict.ADOPTED);
        assertThat(adopted()).containsExactly("x", "y");
        assertThat(consensus.replaced()).hasSize(5);
        consensus.returnTo(addresses("a", "b"));
        assertThat(adopted()).containsExactly("a", "b");
    }

    @Test
    void firstList_replacesTheSeeds_ofWhichNoneIsListed() {
        ListConsensus first = new ListConsensus(addresses("lb"), addresses("lb"), States::new);
        first.begin();
        assertThat(first.add(Node.at("http", new NodeAddress("lb", 8000)), addresses("a", "b"), now))
                .isEqualTo(Verdict.ASK_ANOTHER);
        assertThat(first.conclude(now)).isEqualTo(Verdict.ADOPTED);
        assertThat(first.adopted()).containsExactlyElementsOf(addresses("a", "b"));
        assertThat(first.replaced()).containsExactlyElementsOf(addresses("lb"));
    }

    @Test
    void firstListOfAnIsolatedSeed_doesNotRemoveTheOthers() {
        ListConsensus first = new ListConsensus(addresses("a", "b", "c"), addresses("a", "b", "c"), States::new);
        first.begin();
        assertThat(first.add(Node.at("http", new NodeAddress("c", 8000)), addresses("c"), now))
                .isEqualTo(Verdict.ASK_ANOTHER);
        first.add(Node.at("http", new NodeAddress("a", 8000)), addresses("a", "b"), now);
        first.add(Node.at("http", new NodeAddress("b", 8000)), addresses("a", "b"), now);
        assertThat(first.conclude(now)).isEqualTo(Verdict.ADOPTED);
        assertThat(first.adopted()).containsExactlyInAnyOrderElementsOf(addresses("a", "b"));
    }
}
