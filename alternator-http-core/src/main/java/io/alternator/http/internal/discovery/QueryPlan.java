package io.alternator.http.internal.discovery;

import io.alternator.http.internal.node.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * The order in which nodes are asked: up to five nodes in use, then all seeds. Each fetch starts one position further in both
 * lists, so that all nodes are asked in turn. Every sixth fetch asks a seed first: otherwise nodes that list only each other would
 * hold the client for ever.
 */
final class QueryPlan {
    private static final int MAX_NODES = 5;
    private static final int SEED_FIRST_EVERY = 6;

    private final Supplier<List<Node>> nodesInUse;
    private final List<Node> seeds;
    private int turn;
    private int fetches;
    private int seedTurn;

    QueryPlan(Supplier<List<Node>> nodesInUse, List<Node> seeds, int firstTurn) {
        this.nodesInUse = nodesInUse;
        this.seeds = seeds;
        this.turn = firstTurn;
        this.seedTurn = firstTurn;
    }

    /** The nodes to ask in the next fetch, without duplicates. */
    Deque<Node> next() {
        Deque<Node> order = new ArrayDeque<>();
        if (++fetches % SEED_FIRST_EVERY == 0) {
            addInTurn(order, seeds, 1, seedTurn++); // a turn of their own: 6 fetches on is the same seed, of 1, 2 or 3
        }
        addInTurn(order, nodesInUse.get(), MAX_NODES, turn);
        addInTurn(order, seeds, seeds.size(), turn);
        turn++;
        return order;
    }

    private static void addInTurn(Deque<Node> order, List<Node> nodes, int max, int turn) {
        for (int i = 0; i < Math.min(max, nodes.size()); i++) {
            Node node = nodes.get(Math.floorMod(turn + i, nodes.size()));
            if (!order.contains(node)) {
                order.add(node);
            }
        }
    }
}
