package io.alternator.http.internal.discovery;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.FormerNodes;
import io.alternator.http.internal.nodelist.ListConsensus;
import io.alternator.http.internal.nodelist.NodeStates;
import io.alternator.http.internal.time.Ticker;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The list that the client believes for one scope, over many fetches: the consensus, and the way back to nodes that it replaced. */
final class Believed {
    /** Told what comes of each fetch. */
    interface Listener {
        /** The fetch ended with a list; this one is believed. */
        void believed(List<NodeAddress> list, List<Node> answeredBy);

        /** The answers contradict each other, or the list in use. */
        void disagreed(Map<Node, Set<NodeAddress>> answers, List<NodeAddress> used);
    }

    private final ListConsensus consensus;
    private final FormerNodes former = new FormerNodes();
    private final Supplier<? extends NodeStates> states;
    private final Listener listener;
    private final Ticker ticker;

    private final Set<Node> answeredBy = new LinkedHashSet<>();
    private List<NodeAddress> told;
    private List<NodeAddress> returning = List.of(); // the list of the former node that answered in this fetch

    /**
     * Before the first list.
     *
     * @param initial what the first list is compared with; empty if nothing is known
     */
    Believed(
            Collection<NodeAddress> initial,
            Collection<NodeAddress> seeds,
            Supplier<? extends NodeStates> states,
            Listener listener,
            Ticker ticker) {
        this.consensus = new ListConsensus(initial, seeds, states);
        this.told = consensus.adopted();
        this.states = states;
        this.listener = listener;
        this.ticker = ticker;
    }

    /** A fetch begins. Returns the former node that is to be asked first, if one is due. */
    Optional<Node> begin() {
        consensus.begin();
        answeredBy.clear();
        returning = List.of();
        return former.due(ticker.nanos());
    }

    /** A node returned a list. Returns true if that decides the fetch. */
    boolean listed(Node node, List<NodeAddress> list) {
        answeredBy.add(node);
        return confirmsReturn(node, list) || decided(consensus.add(node, list, ticker.nanos()));
    }

    /** The nodes whose opinion decides on the return to former nodes; empty if no such node has answered in this fetch. */
    List<NodeAddress> returning() {
        return returning;
    }

    /**
     * The nodes that a seed's name lists since it has moved; empty if it has not, if another node answered, or if no node in use is UP.
     * Then the seed serves already; else requests go to silent nodes until its list is believed.
     */
    List<NodeAddress> unconfirmed() {
        Map<Node, Set<NodeAddress>> answers = consensus.answers();
        List<NodeAddress> adopted = consensus.adopted();
        if (answers.size() != 1 || adopted.stream().noneMatch(states.get()::isUp)) {
            return List.of();
        }
        Map.Entry<Node, Set<NodeAddress>> only = answers.entrySet().iterator().next();
        boolean moved = consensus.mayBeAlias(only.getKey()) && Collections.disjoint(only.getValue(), adopted);
        return moved ? List.copyOf(only.getValue()) : List.of();
    }

    /** No other node can be asked. Returns true if a list was received, believed or not. */
    boolean conclude() {
        if (answeredBy.isEmpty()) {
            return false;
        }
        decided(consensus.conclude(ticker.nanos()));
        return true;
    }

    private boolean decided(ListConsensus.Verdict verdict) {
        if (verdict == ListConsensus.Verdict.ADOPTED) {
            Set<NodeAddress> replaced = consensus.replaced();
            if (!replaced.isEmpty()) {
                former.remember(
                        replaced.stream()
                                .flatMap(address -> states.get().find(address).stream())
                                .toList(),
                        ticker.nanos());
            }
            tell();
        } else if (!consensus.adopted().equals(told)) {
            tell(); // new nodes do not wait for a second opinion on those that are missing
        }
        if (verdict == ListConsensus.Verdict.ASK_ANOTHER) {
            return false;
        }
        tellOfConflict(verdict == ListConsensus.Verdict.KEPT);
        return true;
    }

    /**
     * A former node that lists itself may be right, or cut off from the others. The client returns to its list if another node of
     * that list confirms it, or if no node in use is UP.
     */
    private boolean confirmsReturn(Node node, List<NodeAddress> list) {
        boolean confirmed = returning.contains(node.address()) && ListConsensus.agree(returning, list);
        if (former.contains(node) && list.contains(node.address()) && Collections.disjoint(list, consensus.adopted())) {
            returning = list;
            confirmed |= consensus.adopted().stream().noneMatch(states.get()::isUp);
        }
        if (confirmed) {
            listener.disagreed(Map.of(node, new LinkedHashSet<>(list)), consensus.adopted());
            consensus.returnTo(list);
            former.clear();
            tell();
        }
        return confirmed;
    }

    private void tell() {
        told = consensus.adopted();
        listener.believed(told, List.copyOf(answeredBy));
    }

    private void tellOfConflict(boolean notBelieved) {
        Map<Node, Set<NodeAddress>> answers = consensus.answers();
        if (!answers.isEmpty() && (notBelieved || consensus.isConflicting(ticker.nanos()))) {
            listener.disagreed(answers, consensus.adopted());
        }
    }
}
