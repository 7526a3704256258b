package io.alternator.http.internal.nodelist;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What each node last said of the nodes on which the lists differ. A node whose list lags behind agrees with the others soon; nodes that
 * differ for good would otherwise have one join and leave with every other answer. Neither is known in advance, so:
 *
 * <ul>
 *   <li>a node leaves if more nodes omit it than list it: two at least, or one if it is DOWN;
 *   <li>it returns if at least as many list it as omit it, or at once when a node that omitted it lists it.
 * </ul>
 *
 * <p>For the scheduler's thread only.
 */
final class DisputedNodes {
    private static final int OMISSIONS_TO_REMOVE = 2;

    /** A crashed node is listed for up to 20 s. */
    private static final long MAX_LAG_NANOS = Duration.ofSeconds(30).toNanos();

    /** An idle client asks one node a minute, and should not forget meanwhile that the others differ from it. */
    private static final long MEMORY_NANOS = Duration.ofHours(1).toNanos();

    private static final class Opinions {
        private final Set<Node> listing = new HashSet<>();
        private final Set<Node> omitting = new HashSet<>();
        private final long since;
        private long listedAt;

        private Opinions(long now) {
            since = now;
            listedAt = now;
        }

        private boolean mostOmit() {
            return omitting.size() > listing.size();
        }
    }

    private final Map<NodeAddress, Opinions> opinions = new HashMap<>();

    /**
     * A node returned this list.
     *
     * @param counts false for a node that may be another's alias: that it lists a node is no support, and no news. Nor is it that a
     *     node lists itself.
     */
    void answered(Node node, Set<NodeAddress> list, boolean counts, Set<NodeAddress> adopted, long now) {
        adopted.stream()
                .filter(address -> !list.contains(address))
                .forEach(address -> opinions.computeIfAbsent(address, added -> new Opinions(now)));
        opinions.forEach((address, known) -> {
            if (!list.contains(address)) {
                known.listing.remove(node);
                known.omitting.add(node);
            }
        });
        opinions.entrySet()
                .removeIf(disputed -> list.contains(disputed.getKey())
                        && isResolved(
                                disputed.getValue(),
                                node,
                                counts && !node.address().equals(disputed.getKey()),
                                adopted.contains(disputed.getKey()),
                                now));
    }

    /** A node lists the disputed one. Returns true if nobody omits it any more, or if that is news. */
    private static boolean isResolved(Opinions known, Node node, boolean counts, boolean isAdopted, long now) {
        boolean omittedBefore = known.omitting.remove(node);
        known.listedAt = now;
        if (counts) {
            known.listing.add(node);
        }
        return isAdopted ? known.omitting.isEmpty() : omittedBefore && counts;
    }

    /** Forgets the opinions of nodes that cannot be asked any more, and the nodes that all omit. */
    void retain(Collection<NodeAddress> voters, Set<NodeAddress> adopted, long now) {
        opinions.entrySet().removeIf(disputed -> {
            Opinions known = disputed.getValue();
            known.listing.removeIf(node -> !voters.contains(node.address()));
            known.omitting.removeIf(node -> !voters.contains(node.address()));
            return known.omitting.isEmpty()
                    || (!adopted.contains(disputed.getKey()) && now - known.listedAt >= MEMORY_NANOS);
        });
    }

    void clear() {
        opinions.clear();
    }

    /** True if the adopted node is to be removed. */
    boolean leaves(NodeAddress address, boolean isDown) {
        Opinions known = opinions.get(address);
        return known != null && known.mostOmit() && (isDown || known.omitting.size() >= OMISSIONS_TO_REMOVE);
    }

    /** True if a node that is listed, and not adopted, is to be added. */
    boolean joins(NodeAddress address) {
        Opinions known = opinions.get(address);
        return known == null || !known.mostOmit();
    }

    /** True if these answers differ about a node about which lists differed before, for longer than one may lag behind. */
    boolean differForLong(Collection<Set<NodeAddress>> answers, long now) {
        return opinions.entrySet().stream()
                .filter(disputed -> now - disputed.getValue().since >= MAX_LAG_NANOS)
                .map(Map.Entry::getKey)
                .anyMatch(address -> answers.stream().anyMatch(list -> list.contains(address))
                        && answers.stream().anyMatch(list -> !list.contains(address)));
    }
}
