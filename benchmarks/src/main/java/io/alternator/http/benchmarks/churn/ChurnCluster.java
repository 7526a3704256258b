package io.alternator.http.benchmarks.churn;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** A cluster of ten nodes that are replaced by new ones, five at a time, each with an address that was never used before. */
final class ChurnCluster implements Closeable {
    static final int REPLACED = 5;

    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 30_000;
    private static final int PER_BLOCK = 250;

    private final int network = ThreadLocalRandom.current().nextInt(16, 250);
    private final int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
    private final Deque<ChurnNode> listed = new ArrayDeque<>();
    private final List<ChurnNode> leaving = new ArrayList<>();
    private volatile String list = "[]";
    private int addresses;

    /** Starts ten nodes. */
    ChurnCluster() throws IOException {
        add(2 * REPLACED);
    }

    /** How many addresses there were so far. */
    int addresses() {
        return addresses;
    }

    String seed() {
        return listed.getFirst().host();
    }

    int port() {
        return port;
    }

    /** Replaces the five oldest nodes. They go on listening until the next five are replaced. */
    void replaceSome() throws IOException {
        closeLeaving();
        for (int i = 0; i < REPLACED; i++) {
            leaving.add(listed.removeFirst());
        }
        add(REPLACED);
    }

    /** True once each listed node got a request of the application. */
    boolean allAreUsed() {
        return listed.stream().allMatch(ChurnNode::isUsed);
    }

    private void add(int nodes) throws IOException {
        for (int i = 0; i < nodes; i++) {
            int block = addresses / PER_BLOCK;
            listed.add(new ChurnNode(
                    "127." + network + "." + block + "." + (addresses % PER_BLOCK + 1), port, () -> list));
            addresses++;
        }
        list = listed.stream().map(node -> "\"" + node.host() + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private void closeLeaving() throws IOException {
        for (ChurnNode node : leaving) {
            node.close();
        }
        leaving.clear();
    }

    @Override
    public void close() {
        try {
            closeLeaving();
            for (ChurnNode node : listed) {
                node.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
