package io.alternator.http.benchmarks.faults;

import java.util.stream.IntStream;

/**
 * The names in a network of one run: a switch, a client and nodes, each in a namespace, all in 198.18.0.0/24, which is kept
 * for benchmarks (RFC 2544). Whoever knows the prefix knows them all.
 *
 * @param prefix of the namespaces, unique among runs
 */
record NetworkPlan(String prefix, int nodes) {
    static final int PORT = 8000;
    static final String CLIENT_HOST = "198.18.0.1";
    private static final int FIRST_NODE = 11;

    String bridge() {
        return prefix + "-switch";
    }

    String client() {
        return prefix + "-client";
    }

    String node(int index) {
        return prefix + "-" + port(index);
    }

    /** The node's port of the switch. */
    String port(int index) {
        return "node" + index;
    }

    String[] hosts() {
        return IntStream.range(0, nodes)
                .mapToObj(index -> "198.18.0." + (FIRST_NODE + index))
                .toArray(String[]::new);
    }
}
