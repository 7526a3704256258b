package io.alternator.http.internal.discovery;

import io.alternator.http.internal.node.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Who is asked in one round, and who if that one does not answer: a few known nodes in turn, then all seeds in turn. */
final class QueryPlan {
    private static final int KNOWN_NODES_A_ROUND = 3;

    private final Supplier<List<Node>> knownNodes;
    private final List<Node> seeds;
    private int turn;

    QueryPlan(Supplier<List<Node>> knownNodes, List<Node> seeds, int firstTurn) {
        this.knownNodes = knownNodes;
        this.seeds = seeds;
        this.turn = firstTurn;
    }

    /** The next round's nodes, each once. */
    Deque<Node> next() {
        Deque<Node> order = new ArrayDeque<>();
        addInTurn(order, knownNodes.get(), KNOWN_NODES_A_ROUND);
        addInTurn(order, seeds, seeds.size());
        turn++;
        return order;
    }

    private void addInTurn(Deque<Node> order, List<Node> nodes, int most) {
        for (int i = 0; i < Math.min(most, nodes.size()); i++) {
            Node node = nodes.get(Math.floorMod(turn + i, nodes.size()));
            if (!order.contains(node)) {
                order.add(node);
            }
        }
    }
}
