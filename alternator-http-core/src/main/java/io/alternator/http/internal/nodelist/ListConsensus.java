package io.alternator.http.internal.nodelist;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides which list of nodes is believed. A list is the opinion of the node that returned it, so:
 *
 * <ul>
 *   <li>new nodes are adopted from one answer;
 *   <li>a node is removed if two different nodes omit it, or if one does and it is DOWN; while lists differ about it, if most nodes
 *       omit it (see {@link DisputedNodes});
 *   <li>an answer that has no node in common with the adopted list, or omits more than half of its UP nodes, or half of them and
 *       names others, needs the agreement of a majority of up to five nodes;
 *   <li>such an answer that no second node confirms, because none responds, is adopted after 10 s.
 * </ul>
 *
 * <p>Until the first list, the seeds are the adopted list of the preferred scope. For the scheduler's thread only.
 */
public final class ListConsensus {
    private static final int MAX_OPINIONS = 5;
    private static final int MAX_REMOVAL_OPINIONS = 3;
    private static final long LONE_OPINION_HOLD_NANOS = Duration.ofSeconds(10).toNanos();

    /** What follows from an answer. */
    public enum Verdict {
        /** {@link #adopted()} is the cluster's list. */
        ADOPTED,
        /** Another node has to be asked now; {@link #adopted()} may have new nodes already. */
        ASK_ANOTHER,
        /** The answers do not justify a change. */
        KEPT
    }

    private final Set<NodeAddress> seeds;
    private final Supplier<? extends NodeStates> states;
    private final DisputedNodes disputed = new DisputedNodes();
    private final Map<Node, Set<NodeAddress>> answers = new LinkedHashMap<>();
    private Set<NodeAddress> adopted;
    private Set<NodeAddress> replaced = Set.of();
    private boolean seedsOnly = true;
    private boolean holding;
    private long heldSince;

    /**
     * Before the first list.
     *
     * @param initial the adopted list until then: the seeds, or nothing
     */
    public ListConsensus(
            Collection<NodeAddress> initial, Collection<NodeAddress> seeds, Supplier<? extends NodeStates> states) {
        this.seeds = Set.copyOf(seeds);
        this.adopted = new LinkedHashSet<>(initial);
        this.states = states;
    }

    /** A fetch begins: answers are compared within one fetch. */
    public void begin() {
        answers.clear();
        replaced = Set.of();
    }

    /** A node returned this list. */
    public Verdict add(Node node, Collection<NodeAddress> list, long now) {
        Set<NodeAddress> answer = new LinkedHashSet<>(list);
        if (answers.containsValue(answer)) {
            answers.entrySet()
                    .removeIf(other ->
                            mayBeAlias(other.getKey()) && other.getValue().equals(answer));
        }
        if (!mayBeAlias(node) || !answers.containsValue(answer)) {
            answers.put(node, answer);
        }
        return decide(false, now);
    }

    /** True for a seed given by name: it may be one of the nodes that are listed by address, and so no second opinion. */
    public boolean mayBeAlias(Node node) {
        return seeds.contains(node.address())
                && !adopted.contains(node.address())
                && !IpLiterals.isLiteral(node.address().host());
    }

    /** No other node can be asked: decides by the answers so far. */
    public Verdict conclude(long now) {
        return answers.isEmpty() ? Verdict.KEPT : decide(true, now);
    }

    /** Adopts the list of a node that the cluster consisted of before its list was replaced. */
    public void returnTo(Collection<NodeAddress> list) {
        adopt(new LinkedHashSet<>(list));
    }

    /** The list that is believed. */
    public List<NodeAddress> adopted() {
        return List.copyOf(adopted);
    }

    /** The former list, or the seeds, if the list adopted in this fetch has no node in common with it; else empty. */
    public Set<NodeAddress> replaced() {
        return replaced;
    }

    /** The answers of this fetch. */
    public Map<Node, Set<NodeAddress>> answers() {
        return new LinkedHashMap<>(answers);
    }

    /** True if the answers of this fetch contradict each other, in most of their nodes or for long in one. */
    public boolean isConflicting(long now) {
        return groups().size() > 1 || disputed.differForLong(answers.values(), now);
    }

    private Verdict decide(boolean last, long now) {
        if (answers.values().stream().noneMatch(this::needsMajority)) {
            holding = false;
            return update(answers, last, now);
        }
        Map<Node, Set<NodeAddress>> group = largestGroup();
        int opinions = last || answers.size() == MAX_OPINIONS ? answers.size() : MAX_OPINIONS;
        if (2 * group.size() > opinions) {
            return believe(group, now);
        }
        return last || answers.size() == MAX_OPINIONS ? Verdict.KEPT : Verdict.ASK_ANOTHER;
    }

    private Verdict believe(Map<Node, Set<NodeAddress>> group, long now) {
        Set<NodeAddress> list = union(group);
        if (!needsMajority(list)) {
            return update(group, true, now);
        }
        boolean disjoint = Collections.disjoint(list, adopted);
        if (group.size() == 1 && !seedsOnly && isHeld(now)) {
            return Verdict.KEPT;
        }
        Set<NodeAddress> former = adopted;
        adopt(list);
        replaced = disjoint ? former : Set.of();
        return Verdict.ADOPTED;
    }

    private boolean isHeld(long now) {
        if (!holding) {
            holding = true;
            heldSince = now;
        }
        return now - heldSince < LONE_OPINION_HOLD_NANOS;
    }

    /** Adds the new nodes, and removes those that enough nodes omit. */
    private Verdict update(Map<Node, Set<NodeAddress>> opinions, boolean last, long now) {
        opinions.forEach((node, list) -> disputed.answered(node, list, !mayBeAlias(node), adopted, now));
        Set<NodeAddress> listed = union(opinions);
        Set<NodeAddress> next = new LinkedHashSet<>(listed);
        next.removeIf(address -> !adopted.contains(address) && !disputed.joins(address));
        next.addAll(adopted);
        next.removeIf(address -> adopted.contains(address) && disputed.leaves(address, isDown(address)));
        boolean undecided = next.stream().anyMatch(address -> adopted.contains(address) && !listed.contains(address))
                || listed.stream().anyMatch(address -> !next.contains(address) && isInAll(address, opinions));
        adopted = next;
        seedsOnly = false;
        disputed.retain(voters(), adopted, now);
        return undecided && !last && opinions.size() < MAX_REMOVAL_OPINIONS ? Verdict.ASK_ANOTHER : Verdict.ADOPTED;
    }

    private boolean isDown(NodeAddress address) {
        return states.get().isDown(address);
    }

    private static boolean isInAll(NodeAddress address, Map<Node, Set<NodeAddress>> opinions) {
        return opinions.values().stream().allMatch(list -> list.contains(address));
    }

    private Set<NodeAddress> voters() {
        Set<NodeAddress> voters = new HashSet<>(adopted);
        voters.addAll(seeds);
        return voters;
    }

    private void adopt(Set<NodeAddress> list) {
        adopted = list;
        disputed.clear();
        holding = false;
        seedsOnly = false;
    }

    private boolean needsMajority(Set<NodeAddress> list) {
        if (Collections.disjoint(list, adopted)) {
            return true;
        }
        NodeStates now = states.get();
        List<NodeAddress> up = adopted.stream().filter(now::isUp).toList();
        long omitted = up.stream().filter(address -> !list.contains(address)).count();
        boolean replaces = !seedsOnly && omitted > 0 && !adopted.containsAll(list);
        return 2 * omitted > up.size() || (replaces && 2 * omitted == up.size());
    }

    private Map<Node, Set<NodeAddress>> largestGroup() {
        return groups().stream().max(Comparator.comparingInt(Map::size)).orElse(Map.of());
    }

    /** The answers, grouped by similarity: two agree if they have more than half of their nodes in common. */
    private List<Map<Node, Set<NodeAddress>>> groups() {
        List<Map<Node, Set<NodeAddress>>> groups = new ArrayList<>();
        answers.forEach((node, list) -> groups.stream()
                .filter(group -> agree(list, group.values().iterator().next()))
                .findFirst()
                .orElseGet(() -> {
                    groups.add(new LinkedHashMap<>());
                    return groups.get(groups.size() - 1);
                })
                .put(node, list));
        return groups;
    }

    /** True if more than half of the nodes are in both lists. */
    public static boolean agree(Collection<NodeAddress> one, Collection<NodeAddress> other) {
        long common = one.stream().filter(other::contains).count();
        return 2 * common > one.size() + other.size() - common;
    }

    private static Set<NodeAddress> union(Map<Node, Set<NodeAddress>> lists) {
        Set<NodeAddress> union = new LinkedHashSet<>();
        lists.values().forEach(union::addAll);
        return union;
    }
}
