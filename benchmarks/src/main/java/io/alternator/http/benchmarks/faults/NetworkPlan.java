package io.alternator.http.benchmarks.faults;

import java.util.stream.IntStream;

/**
 * The namespaces and addresses of one run: a switch, a client and the nodes, each in its own namespace, all in 198.18.0.0/24,
 * which is reserved for benchmarks (RFC 2544). All names follow from the prefix, so processes need to share only that.
 *
 * @param prefix the prefix of the namespace names, unique per run
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

    /** The switch port of the node. */
    String port(int index) {
        return "node" + index;
    }

    String[] hosts() {
        return IntStream.range(0, nodes)
                .mapToObj(index -> "198.18.0." + (FIRST_NODE + index))
                .toArray(String[]::new);
    }
}
