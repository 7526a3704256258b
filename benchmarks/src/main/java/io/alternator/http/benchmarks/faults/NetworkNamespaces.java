package io.alternator.http.benchmarks.faults;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A switch, a client and the nodes, each in its own network namespace, all in 198.18.0.0/24, which is reserved for benchmarks (RFC
 * 2544). They are deleted when closed, or by a shutdown hook of the process that created them.
 *
 * @param prefix of all names, unique per process
 */
record NetworkNamespaces(String prefix, int nodes) implements AutoCloseable, Serializable {
    private static final String NETWORK = "198.18.0.";
    private static final int FIRST_NODE = 11;
    private static final String OWN_PREFIX =
            "alternator-faults-" + ProcessHandle.current().pid();

    /** Why namespaces cannot be created here, or empty. Tries to create one: being root is neither sufficient nor always necessary. */
    static Optional<String> unavailableReason() {
        String name = OWN_PREFIX + "-try";
        try {
            ip("netns add " + name);
            ip("netns delete " + name);
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    static NetworkNamespaces create(int nodes) {
        NetworkNamespaces created = new NetworkNamespaces(OWN_PREFIX, nodes);
        Runtime.getRuntime().addShutdownHook(new Thread(created::close));
        try {
            created.build();
            return created;
        } catch (RuntimeException e) {
            created.close();
            throw e;
        }
    }

    /** The launcher of a process in a namespace. */
    List<String> launcher(String namespace) {
        return List.of("ip", "netns", "exec", namespace);
    }

    List<String> hosts() {
        return IntStream.range(0, nodes)
                .mapToObj(index -> NETWORK + (FIRST_NODE + index))
                .toList();
    }

    /** Gives a node its address and its carrier, or one of them away: then packets to it are lost silently, as the client keeps its own. */
    void change(FaultScenario fault, int node, boolean lost) {
        if (fault == FaultScenario.ADDRESS_GONE) {
            address(lost ? "delete" : "add", node(node), hosts().get(node));
        } else {
            ip("-n " + bridge() + " link set " + port(node) + (lost ? " down" : " up"));
        }
    }

    private static void address(String change, String namespace, String host) {
        ip("-n " + namespace + " address " + change + " " + host + "/24 dev eth0");
    }

    private String bridge() {
        return prefix + "-switch";
    }

    String client() {
        return prefix + "-client";
    }

    String node(int index) {
        return prefix + "-" + port(index);
    }

    private static String port(int index) {
        return "node" + index;
    }

    private void build() {
        ip("netns add " + bridge());
        ip("-n " + bridge() + " link add br0 type bridge");
        ip("-n " + bridge() + " link set br0 up");
        attach(client(), "client", NETWORK + "1");
        for (int node = 0; node < nodes; node++) {
            attach(node(node), port(node), hosts().get(node));
        }
    }

    private void attach(String namespace, String port, String host) {
        ip("netns add " + namespace);
        ip("link add eth0 netns " + namespace + " type veth peer name " + port + " netns " + bridge());
        ip("-n " + bridge() + " link set " + port + " master br0 up");
        address("add", namespace, host);
        ip("-n " + namespace + " link set eth0 up");
        ip("-n " + namespace + " link set lo up");
    }

    /** Processes inside must have ended. */
    @Override
    public void close() {
        Stream.concat(Stream.of(client(), bridge()), IntStream.range(0, nodes).mapToObj(this::node))
                .forEach(NetworkNamespaces::delete);
    }

    private static void delete(String namespace) {
        try {
            ip("netns delete " + namespace);
        } catch (IllegalStateException e) {
            // not created yet, or already deleted
        }
    }

    /** Runs {@code ip}; throws with its output if it fails or is not installed. */
    private static void ip(String arguments) {
        try {
            Process process = new ProcessBuilder(("ip " + arguments).split(" "))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException("ip " + arguments + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new IllegalStateException("ip " + arguments + ": " + e.getMessage(), e);
        }
    }
}
