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
    static final String CLIENT = "client";
    private static final String SWITCH = "switch";
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

    /** The launcher of a process in the namespace of the client or a node. */
    List<String> launcher(String name) {
        return List.of("ip", "netns", "exec", namespace(name));
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
            ip("-n " + namespace(SWITCH) + " link set " + node(node) + (lost ? " down" : " up"));
        }
    }

    private void address(String change, String name, String host) {
        ip("-n " + namespace(name) + " address " + change + " " + host + "/24 dev eth0");
    }

    static String node(int index) {
        return "node" + index;
    }

    private String namespace(String name) {
        return prefix + "-" + name;
    }

    private void build() {
        ip("netns add " + namespace(SWITCH));
        ip("-n " + namespace(SWITCH) + " link add br0 type bridge");
        ip("-n " + namespace(SWITCH) + " link set br0 up");
        attach(CLIENT, NETWORK + "1");
        for (int node = 0; node < nodes; node++) {
            attach(node(node), hosts().get(node));
        }
    }

    /** By a port of the switch, which has the same name. */
    private void attach(String name, String host) {
        ip("netns add " + namespace(name));
        ip("link add eth0 netns " + namespace(name) + " type veth peer name " + name + " netns " + namespace(SWITCH));
        ip("-n " + namespace(SWITCH) + " link set " + name + " master br0 up");
        address("add", name, host);
        ip("-n " + namespace(name) + " link set eth0 up");
        ip("-n " + namespace(name) + " link set lo up");
    }

    /** Processes inside must have ended. */
    @Override
    public void close() {
        Stream.concat(Stream.of(CLIENT, SWITCH), IntStream.range(0, nodes).mapToObj(NetworkNamespaces::node))
                .forEach(this::delete);
    }

    private void delete(String name) {
        try {
            ip("netns delete " + namespace(name));
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
