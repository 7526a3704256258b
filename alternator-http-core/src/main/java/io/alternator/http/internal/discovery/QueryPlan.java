package io.alternator.http.internal.discovery;

import io.alternator.http.internal.node.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * The order in which nodes are asked: up to three known nodes, then all seeds. Each fetch starts one position further in
 * both lists, so that all nodes are asked in turn.
 */
final class QueryPlan {
    private static final int MAX_KNOWN_NODES = 3;

    private final Supplier<List<Node>> knownNodes;
    private final List<Node> seeds;
    private int turn;

    QueryPlan(Supplier<List<Node>> knownNodes, List<Node> seeds, int firstTurn) {
        this.knownNodes = knownNodes;
        this.seeds = seeds;
        this.turn = firstTurn;
    }

    /** The nodes to ask in the next fetch, without duplicates. */
    Deque<Node> next() {
        Deque<Node> order = new ArrayDeque<>();
        addInTurn(order, knownNodes.get(), MAX_KNOWN_NODES);
        addInTurn(order, seeds, seeds.size());
        turn++;
        return order;
    }

    private void addInTurn(Deque<Node> order, List<Node> nodes, int max) {
        for (int i = 0; i < Math.min(max, nodes.size()); i++) {
            Node node = nodes.get(Math.floorMod(turn + i, nodes.size()));
            if (!order.contains(node)) {
                order.add(node);
            }
        }
    }
}
